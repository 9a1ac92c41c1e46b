import type { Migration } from './migration.js'

/**
 * What accounts were at every time, and what orders and decisions were then. How the accounts of an earlier release were
 * before is not known, so they begin as they are now.
 */
export const accountVersions: Migration = {
  version: 8,
  name: 'versions of accounts',
  statements: ({ countedKey, bytes, jsonText }, nowMs) => [
    `CREATE TABLE account_versions (
      position ${countedKey},
      account_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      recorded_at BIGINT NOT NULL,
      base BIGINT,
      size BIGINT NOT NULL,
      text TEXT,
      packed ${bytes}
    )`,
    `CREATE INDEX account_versions_by_account_id_kind_recorded_at
      ON account_versions (account_id, kind, recorded_at, position)`,
    'CREATE INDEX account_versions_by_recorded_at ON account_versions (recorded_at, position)',
    'CREATE INDEX account_versions_by_base ON account_versions (base)',
    ...Object.entries(columns).map(
      ([kind, column]) => `INSERT INTO account_versions (account_id, kind, recorded_at, size, text)
        SELECT id, '${kind}', ${nowMs}, LENGTH(${column}), ${column} FROM accounts WHERE ${column} IS NOT NULL`,
    ),
    `INSERT INTO account_versions (account_id, kind, recorded_at, size, text)
      SELECT account_id, 'ORDERS', ${nowMs}, 0, '["' || STRING_AGG(id, '","' ORDER BY position) || '"]'
        FROM orders WHERE status = 'OPEN' GROUP BY account_id`,

    'ALTER TABLE order_events ADD COLUMN order_id TEXT',
    `UPDATE order_events SET order_id = ${jsonText('body', 'order', 'id')}`,
    'CREATE INDEX order_events_by_order_id_position ON order_events (order_id, position)',
    'CREATE INDEX score_events_by_decision_id_position ON score_events (decision_id, position)',
  ],
}

const columns = {
  ACCOUNT: 'body',
  BOOKS: 'books',
  POSITIONS: 'published_positions',
  PERFORMANCE: 'published_performance',
}
