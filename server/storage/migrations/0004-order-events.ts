import type { Migration } from './migration.js'

/** What happened to each order. Orders from before have no events. */
export const orderEvents: Migration = {
  version: 4,
  name: 'order events',
  statements: ({ countedKey }) => [
    `CREATE TABLE order_events (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      seq BIGINT NOT NULL,
      symbol TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (account_id, seq)
    )`,
    'CREATE INDEX order_events_by_account_id_symbol_position ON order_events (account_id, symbol, position)',
    'CREATE INDEX order_events_by_symbol_position ON order_events (symbol, position)',
    'CREATE INDEX order_events_by_account_id_position ON order_events (account_id, position)',
    'CREATE INDEX order_events_by_recorded_at_position ON order_events (recorded_at, position)',
    'ALTER TABLE accounts ADD COLUMN order_event_seq BIGINT NOT NULL DEFAULT 0',
  ],
}
