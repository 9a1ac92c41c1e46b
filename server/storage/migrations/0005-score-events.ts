import type { Migration } from './migration.js'

/** What a decision's outcome was when it was made. In a JSON text a quote within a value is escaped, so this finds the field. */
const outcomeAsMade = `CASE ${['OPEN', 'TARGET', 'STOP', 'INVALIDATED', 'CLOSED', 'EXPIRED']
  .map((outcome) => `WHEN body LIKE '%"outcome":"${outcome}"%' THEN '${outcome}'`)
  .join(' ')} END`

const statusAfter = `CASE ${['OPEN', 'FILLED']
  .map((status) => `WHEN body LIKE '%"status":"${status}"%' THEN '${status}'`)
  .join(' ')} ELSE 'CANCELLED' END`

/**
 * A place for every change of a decision's score and for every closed trade, and columns for what the streams of decisions
 * and orders are filtered by. Scores from before have no events: when each of them changed is not known.
 */
export const scoreEvents: Migration = {
  version: 5,
  name: 'score events and filters of streams',
  statements: ({ countedKey }) => [
    `CREATE TABLE score_events (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      account_id TEXT NOT NULL REFERENCES accounts (id),
      decision_id TEXT NOT NULL REFERENCES decisions (id),
      seq BIGINT NOT NULL,
      symbol TEXT NOT NULL,
      action TEXT NOT NULL,
      outcome TEXT,
      recorded_at BIGINT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (account_id, seq)
    )`,
    ...['symbol', 'action', 'outcome'].flatMap((column) => indexesBy('score_events', column)),
    index('score_events', ['account_id', 'position']),
    index('score_events', ['recorded_at', 'position']),
    'ALTER TABLE accounts ADD COLUMN score_event_seq BIGINT NOT NULL DEFAULT 0',

    'ALTER TABLE closed_trades ADD COLUMN seq BIGINT NOT NULL DEFAULT 0',
    `UPDATE closed_trades SET seq = counted.seq FROM (
      SELECT position, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY position) AS seq FROM closed_trades
    ) AS counted WHERE counted.position = closed_trades.position`,
    'CREATE UNIQUE INDEX closed_trades_by_account_id_seq ON closed_trades (account_id, seq)',
    'ALTER TABLE accounts ADD COLUMN closed_trade_seq BIGINT NOT NULL DEFAULT 0',
    `UPDATE accounts SET closed_trade_seq =
      (SELECT COUNT(*) FROM closed_trades WHERE closed_trades.account_id = accounts.id)`,

    'ALTER TABLE decisions ADD COLUMN outcome_as_made TEXT',
    `UPDATE decisions SET outcome_as_made = ${outcomeAsMade} WHERE outcome IS NOT NULL`,
    ...indexesBy('decisions', 'outcome_as_made'),

    `ALTER TABLE order_events ADD COLUMN status TEXT NOT NULL DEFAULT 'OPEN'`,
    `UPDATE order_events SET status = ${statusAfter}`,
    ...indexesBy('order_events', 'status'),
  ],
}

/** Within an account and alone, in the order of positions. */
function indexesBy(table: string, column: string): readonly string[] {
  return [index(table, ['account_id', column, 'position']), index(table, [column, 'position'])]
}

function index(table: string, columns: readonly string[]): string {
  return `CREATE INDEX ${table}_by_${columns.join('_')} ON ${table} (${columns.join(', ')})`
}
