import type { Migration } from './migration.js'

/** Which table says what was made of these: PostgreSQL has them beside those of the store. */
export const historyVersions = 'history_migrations'

const recordedMarkets: Migration = {
  version: 1,
  name: 'recorded markets',
  statements: ({ countedKey, bytes }) => [
    `CREATE TABLE recorded_markets (
      id ${countedKey},
      source TEXT NOT NULL,
      world TEXT NOT NULL,
      bytes BIGINT NOT NULL,
      UNIQUE (source, world)
    )`,
    // What was recorded without a break, as times only.
    `CREATE TABLE recorded_spans (
      market_id BIGINT NOT NULL,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT NOT NULL,
      dropped BIGINT NOT NULL,
      PRIMARY KEY (market_id, from_ms)
    )`,
    `CREATE TABLE segments (
      market_id BIGINT NOT NULL,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT NOT NULL,
      size BIGINT NOT NULL,
      body ${bytes} NOT NULL,
      PRIMARY KEY (market_id, from_ms)
    )`,
    'CREATE INDEX segments_by_time ON segments (from_ms)',
    `CREATE TABLE segment_pieces (
      market_id BIGINT NOT NULL,
      segment_ms BIGINT NOT NULL,
      from_ms BIGINT NOT NULL,
      to_ms BIGINT NOT NULL,
      size BIGINT NOT NULL,
      body ${bytes} NOT NULL,
      PRIMARY KEY (market_id, segment_ms, from_ms)
    )`,
    'CREATE INDEX segment_pieces_by_time ON segment_pieces (segment_ms)',
  ],
}

const minuteBars: Migration = {
  version: 2,
  name: 'bars by minutes',
  statements: ({ bytes }) => [
    'ALTER TABLE recorded_markets ADD COLUMN bar_bytes BIGINT NOT NULL DEFAULT 0',
    `CREATE TABLE minute_bars (
      market_id BIGINT NOT NULL,
      series TEXT NOT NULL,
      from_ms BIGINT NOT NULL,
      size BIGINT NOT NULL,
      body ${bytes} NOT NULL,
      PRIMARY KEY (market_id, series, from_ms)
    )`,
    'CREATE INDEX minute_bars_by_time ON minute_bars (from_ms)',
  ],
}

const imports: Migration = {
  version: 3,
  name: 'imports',
  statements: () => [
    // RECORDED; IMPORTING, until all of it is there; IMPORTED.
    "ALTER TABLE recorded_markets ADD COLUMN kind TEXT NOT NULL DEFAULT 'RECORDED'",
    'CREATE INDEX recorded_markets_by_kind ON recorded_markets (kind, id)',
    // The oldest of a market is found by its key.
    'DROP INDEX segments_by_time',
    'DROP INDEX segment_pieces_by_time',
  ],
}

/** All migrations of what is recorded of markets, in the order of their versions. */
export const historyMigrations: readonly Migration[] = [recordedMarkets, minuteBars, imports]
