import type { Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { Json, StoredAccount } from '../journal.js'
import type { SqlDatabase, SqlRow } from '../sql-database.js'
import { jsonIn, textIn } from './columns.js'

/** One query, so that the orders are those of the same moment as the books. Accounts come first. */
const sql = `
  SELECT 0 AS is_order, position, id AS account_id, body, books, published_positions, published_performance
    FROM accounts
  UNION ALL
  SELECT 1, position, account_id, body, NULL, NULL, NULL FROM orders WHERE status = 'OPEN'
  ORDER BY 1, 2`

/** All accounts in the order in which they were opened, with their open orders as these were placed. */
export async function storedAccounts(database: SqlDatabase): Promise<readonly StoredAccount[]> {
  const accounts = new Map<string, StoredAccount & { readonly openOrders: Order[] }>()
  for (const row of await database.read(sql)) {
    if (row.is_order === 0) accounts.set(textIn(row, 'account_id'), accountIn(row))
    else accounts.get(textIn(row, 'account_id'))?.openOrders.push(JSON.parse(textIn(row, 'body')) as Order)
  }
  return [...accounts.values()]
}

function accountIn(row: SqlRow) {
  return {
    account: JSON.parse(textIn(row, 'body')) as Account,
    books: jsonIn<Json>(row, 'books'),
    publishedPositions: jsonIn<Json>(row, 'published_positions'),
    publishedPerformance: jsonIn<Json>(row, 'published_performance'),
    openOrders: [],
  }
}
