import type { ClosedTrade } from '../../domain/closed-trade.js'
import type { Decision, DecisionScore } from '../../domain/decision.js'
import type { Fill } from '../../domain/fill.js'
import type { Order } from '../../domain/order.js'
import type { OrderEvent } from '../../domain/order-event.js'
import type { ClosedTradeFilter, DecisionFilter, LogFilter, OrderFilter } from '../journal.js'
import type { SqlRow } from '../sql-database.js'
import { jsonIn, textIn } from './columns.js'

/** Fields of a filter that are compared with a column; the times are turned into positions instead. */
export type ComparedField<Filter extends LogFilter> = Exclude<keyof Filter, 'fromMs' | 'toMs'>

/**
 * A table of records by position. Each has the columns position, id, account_id, symbol, recorded_at and body, which is
 * the record as JSON.
 */
export interface LogTable<T, Filter extends LogFilter> {
  readonly name: 'decisions' | 'orders' | 'order_events' | 'fills' | 'closed_trades'
  /** Columns from which a record is made. */
  readonly read: readonly string[]
  readonly compared: { readonly [Field in ComparedField<Filter>]-?: string }
  record(row: SqlRow): T
}

const everyLog = { accountId: 'account_id', symbol: 'symbol' }

export const decisionsTable: LogTable<Decision, DecisionFilter> = {
  name: 'decisions',
  // What became of a decision is told later, and beside it.
  read: ['body', 'score'],
  compared: { ...everyLog, action: 'action', outcome: 'outcome' },
  record: (row) => ({ ...bodyOf<Decision>(row), ...jsonIn<DecisionScore>(row, 'score') }),
}

export const ordersTable: LogTable<Order, OrderFilter> = {
  name: 'orders',
  read: ['body'],
  compared: { ...everyLog, status: 'status' },
  record: bodyOf,
}

export const orderEventsTable: LogTable<OrderEvent, LogFilter> = {
  name: 'order_events',
  read: ['body'],
  compared: everyLog,
  record: bodyOf,
}

export const fillsTable: LogTable<Fill, LogFilter> = {
  name: 'fills',
  read: ['body'],
  compared: everyLog,
  record: bodyOf,
}

export const closedTradesTable: LogTable<ClosedTrade, ClosedTradeFilter> = {
  name: 'closed_trades',
  read: ['body'],
  compared: { ...everyLog, outcome: 'outcome' },
  record: bodyOf,
}

function bodyOf<T>(row: SqlRow): T {
  return JSON.parse(textIn(row, 'body')) as T
}
