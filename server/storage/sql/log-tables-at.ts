import type { Decision } from '../../domain/decision.js'
import type { Order } from '../../domain/order.js'
import type { UnixMs } from '../../domain/units.js'
import { checkedJson } from '../../lib/checked.js'
import { orderEventSchema } from '../../records/order-schema.js'
import type { DecisionFilter, OrderFilter } from '../journal.js'
import type { SqlRow } from '../sql-database.js'
import { textIn } from './columns.js'
import { decisionsAsMadeTable, ordersTable, storedScoreOf, type LogTable, type SqlPart } from './log-table.js'

/** What the last event until a time says of a record. */
const lastEvent =
  (table: 'score_events' | 'order_events', key: string, of: string, atMs: UnixMs) =>
  (column: string): SqlPart =>
  (bind) =>
    `(SELECT event.${column} FROM ${table} AS event
    WHERE event.${key} = ${of}.id AND event.recorded_at <= ${bind(atMs)}
    ORDER BY event.${key} DESC, event.position DESC LIMIT 1)`

/** A text of the last event, or what the record itself says while there was none. */
const orItsOwn =
  (event: SqlPart, own: string): SqlPart =>
  (bind) =>
    `COALESCE(${typeof event === 'string' ? event : event(bind)}, ${own})`

/** Decisions as they were scored at a time, filtered by the outcome of then. */
export function decisionsAt(atMs: UnixMs): LogTable<Decision, DecisionFilter> {
  const score = lastEvent('score_events', 'decision_id', 'decisions', atMs)
  const { compared } = decisionsAsMadeTable
  return {
    ...decisionsAsMadeTable,
    read: ['body', { as: 'score_event', part: score('body') }],
    compared: {
      ...compared,
      outcome: { ...compared.outcome, computed: orItsOwn(score('outcome'), 'decisions.outcome_as_made') },
    },
    record: (row) => ({
      ...decisionsAsMadeTable.record(row),
      ...(row.score_event != null && storedScoreOf(textIn(row, 'score_event'), textIn(row, 'id'))),
    }),
  }
}

/** Orders as they were at a time, filtered by the status of then. */
export function ordersAt(atMs: UnixMs): LogTable<Order, OrderFilter> {
  const event = lastEvent('order_events', 'order_id', 'orders', atMs)
  const { compared } = ordersTable
  return {
    ...ordersTable,
    read: ['body', { as: 'order_event', part: event('body') }],
    compared: { ...compared, status: { ...compared.status, computed: orItsOwn(event('status'), 'orders.status') } },
    // Orders of an early release have no events, and what they were since they were placed is not known.
    record: (row) => (row.order_event == null ? ordersTable.record(row) : orderOfEvent(row)),
  }
}

function orderOfEvent(row: SqlRow): Order {
  const what = `The newest of order_events of orders "${textIn(row, 'id')}"`
  return checkedJson(orderEventSchema, textIn(row, 'order_event'), what).order
}
