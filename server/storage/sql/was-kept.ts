import { isDeepStrictEqual } from 'node:util'
import type { Order } from '../../domain/order.js'
import { DoesNotFit } from '../../lib/checked.js'
import type { Commit, Committed, LogFilter } from '../journal.js'
import type { SqlSession } from '../sql-database.js'
import { toJson } from './json.js'
import {
  closedTradesTable,
  decisionsAsMadeTable,
  fillsTable,
  orderEventsTable,
  ordersTable,
  scoreEventsTable,
  type LogTable,
} from './log-table.js'
import { recordQuery } from './record-query.js'

/**
 * What is kept of a commit of which nobody knows whether it was; null when nothing is. In a transaction in which writers
 * take turns, so that the commit is over, also one that the server went on with after we had given it up.
 *
 * The commit is recognized by its own records. Without any, it is recognized by its orders, which must say the same: an
 * order may have been kept before. Without orders, it is recognized by the answer under its key. A commit without any of
 * these can be made again as it is.
 */
export async function wasKept(session: SqlSession, commit: Commit): Promise<Committed | null> {
  const untold: DoesNotFit[] = []
  const kept = {
    decisions: await stored(session, decisionsAsMadeTable, commit.decisions),
    scoreEvents: await stored(session, scoreEventsTable, commit.scores, untold),
    fills: await stored(session, fillsTable, commit.fills),
    closedTrades: await stored(session, closedTradesTable, commit.closedTrades),
    orderEvents: await stored(session, orderEventsTable, commit.orderEvents),
    orders: await stored(session, ordersTable, commit.orders),
  }
  const { decisions = [], scores = [], fills = [], closedTrades = [], orderEvents = [] } = commit
  const own = [decisions, scores, fills, closedTrades, orderEvents].flat().length
  const { orders: _orders, ...records } = kept
  const found = Object.values(records).flat().length + untold.length
  if (own > 0) return found === own ? { ...kept, ...(untold.length > 0 && { untold }) } : null
  const orders = commit.orders ?? []
  if (orders.length > 0) return areSame(orders, kept.orders) && (await hasAnswer(session, commit)) ? kept : null
  return commit.idempotency && (await hasAnswer(session, commit)) ? kept : null
}

/** Adds to `untold`, if given, why a record cannot be read. Without it, such a record throws. */
async function stored<T>(
  session: SqlSession,
  table: Pick<LogTable<T, LogFilter>, 'name' | 'read' | 'record'>,
  records: readonly { readonly id: string; readonly accountId: string }[] = [],
  untold?: DoesNotFit[],
): Promise<readonly T[]> {
  const found: T[] = []
  for (const { id, accountId } of records) {
    const { sql, params } = recordQuery(table, { id, accountId })
    const [row] = await session.run(sql, params)
    try {
      if (row) found.push(table.record(row))
    } catch (fault) {
      if (!untold || !(fault instanceof DoesNotFit)) throw fault
      untold.push(fault)
    }
  }
  return found
}

/** Of an order that the commit holds more than once, the last one stays. */
function areSame(orders: readonly Order[], kept: readonly Order[]): boolean {
  const asKept = new Map(kept.map((order) => [order.id, order]))
  return [...new Map(orders.map((order) => [order.id, order])).values()].every((order) =>
    isDeepStrictEqual(JSON.parse(toJson(order)), asKept.get(order.id)),
  )
}

/** Whether its answer is kept under its key, if it has one. */
async function hasAnswer(session: SqlSession, { accountId, idempotency }: Commit): Promise<boolean> {
  if (!idempotency) return true
  const sql = 'SELECT fingerprint FROM idempotency WHERE account_id = $1 AND request_key = $2'
  const [row] = await session.run(sql, [accountId, idempotency.key])
  return row?.fingerprint === idempotency.fingerprint
}
