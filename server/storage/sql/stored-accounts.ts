import type { z } from 'zod'
import type { Account } from '../../domain/account.js'
import { checkedJson, DoesNotFit } from '../../lib/checked.js'
import { accountSchema } from '../../records/account-schema.js'
import { publishedPerformanceSchema, publishedPositionsSchema } from '../../records/publication-schemas.js'
import type { StoredAccount, StoredAccounts, UnreadableAccount } from '../journal.js'
import type { SqlDatabase, SqlRow } from '../sql-database.js'
import { numberIn, textIn } from './columns.js'
import { anyJson } from './json.js'
import { ordersTable } from './log-table.js'

/** One query, so that the orders are those of the same moment as the books. Accounts come first. */
const sql = `
  SELECT 0 AS is_order, position, id, id AS account_id, body, books, published_positions, published_performance
    FROM accounts
  UNION ALL
  SELECT 1, position, id, account_id, body, NULL, NULL, NULL FROM orders WHERE status = 'OPEN'
  ORDER BY 1, 2`

/** All accounts in the order in which they were opened, with their open orders as these were placed. */
export async function storedAccounts(database: SqlDatabase): Promise<StoredAccounts> {
  const accounts = new Map<string, { readonly row: SqlRow; readonly orders: SqlRow[] }>()
  for (const row of await database.read(sql)) {
    if (numberIn(row, 'is_order') === 0) accounts.set(textIn(row, 'id'), { row, orders: [] })
    else accounts.get(textIn(row, 'account_id'))?.orders.push(row)
  }
  const readable: StoredAccount[] = []
  const unreadable: UnreadableAccount[] = []
  for (const { row, orders } of accounts.values()) {
    const one = accountIn(row, orders)
    if ('fault' in one) unreadable.push(one)
    else readable.push(one)
  }
  return { readable, unreadable }
}

function accountIn(row: SqlRow, orders: readonly SqlRow[]): StoredAccount | UnreadableAccount {
  const id = textIn(row, 'id')
  let account: Account | null = null
  try {
    account = checkedJson(accountSchema, textIn(row, 'body'), `accounts "${id}"`)
    return {
      account,
      books: jsonOrNull(row, 'books', anyJson),
      publishedPositions: jsonOrNull(row, 'published_positions', publishedPositionsSchema),
      publishedPerformance: jsonOrNull(row, 'published_performance', publishedPerformanceSchema),
      openOrders: orders.map((order) => ordersTable.record(order)),
    }
  } catch (fault) {
    if (fault instanceof DoesNotFit) return { id, account, fault }
    throw fault
  }
}

/** The JSON in a column. Null when the column is empty. */
function jsonOrNull<T>(row: SqlRow, column: string, schema: z.ZodType<T>): T | null {
  if (row[column] === null) return null
  return checkedJson(schema, textIn(row, column), `${column} of accounts "${textIn(row, 'id')}"`)
}
