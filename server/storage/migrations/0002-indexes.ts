import type { Migration } from './migration.js'

const filtered = {
  decisions: ['symbol', 'action', 'outcome'],
  orders: ['symbol', 'status'],
  fills: ['symbol'],
  closed_trades: ['symbol', 'outcome'],
}

/**
 * Each filter alone and within an account, in the order of positions; and the times, which turn into positions. Where
 * SQLite finds several equally good, it uses the one that was made first: so the narrowest come first.
 */
export const indexes: Migration = {
  version: 2,
  name: 'indexes of the logs',
  statements: () =>
    Object.entries(filtered).flatMap(([table, columns]) => [
      ...columns.map((column) => index(table, ['account_id', column, 'position'])),
      ...columns.map((column) => index(table, [column, 'position'])),
      index(table, ['account_id', 'position']),
      index(table, ['recorded_at', 'position']),
    ]),
}

function index(table: string, columns: readonly string[]): string {
  return `CREATE INDEX ${table}_by_${columns.join('_')} ON ${table} (${columns.join(', ')})`
}
