import type { Migration } from './migration.js'

export const tables: Migration = {
  version: 1,
  name: 'tables',
  statements: ({ countedKey }) => [
    `CREATE TABLE accounts (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      body TEXT NOT NULL,
      opened_at BIGINT NOT NULL,
      decision_seq BIGINT NOT NULL,
      fill_seq BIGINT NOT NULL,
      books TEXT,
      published_positions TEXT,
      published_performance TEXT
    )`,
    `CREATE TABLE decisions (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      seq BIGINT NOT NULL,
      symbol TEXT NOT NULL,
      action TEXT NOT NULL,
      outcome TEXT,
      recorded_at BIGINT NOT NULL,
      body TEXT NOT NULL,
      score TEXT,
      UNIQUE (account_id, seq)
    )`,
    `CREATE TABLE orders (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      symbol TEXT NOT NULL,
      status TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      body TEXT NOT NULL
    )`,
    `CREATE TABLE fills (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      seq BIGINT NOT NULL,
      symbol TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (account_id, seq)
    )`,
    `CREATE TABLE closed_trades (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      symbol TEXT NOT NULL,
      outcome TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      body TEXT NOT NULL
    )`,
    `CREATE TABLE idempotency (
      account_id TEXT NOT NULL REFERENCES accounts (id),
      request_key TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      answer TEXT NOT NULL,
      PRIMARY KEY (account_id, request_key)
    )`,
    `CREATE TABLE tokens (
      token_hash TEXT NOT NULL PRIMARY KEY,
      account_id TEXT NOT NULL
    )`,
    `CREATE TABLE equity_bars (
      account_id TEXT NOT NULL,
      size BIGINT NOT NULL,
      bucket_ms BIGINT NOT NULL,
      from_ms BIGINT NOT NULL,
      first_usd DOUBLE PRECISION NOT NULL,
      low_usd DOUBLE PRECISION NOT NULL,
      low_at_ms BIGINT NOT NULL,
      high_usd DOUBLE PRECISION NOT NULL,
      high_at_ms BIGINT NOT NULL,
      last_usd DOUBLE PRECISION NOT NULL,
      last_at_ms BIGINT NOT NULL,
      PRIMARY KEY (account_id, size, bucket_ms)
    )`,
  ],
}
