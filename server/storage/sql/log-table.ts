import { z } from 'zod'
import type { ClosedTrade } from '../../domain/closed-trade.js'
import type { Decision, DecisionScore } from '../../domain/decision.js'
import type { Fill } from '../../domain/fill.js'
import type { OrderEvent } from '../../domain/order-event.js'
import type { Order } from '../../domain/order.js'
import type { ScoreEvent } from '../../domain/score-event.js'
import { checkedJson, recordSchema } from '../../lib/checked.js'
import { decisionSchema, scoreSchema } from '../../records/decision-schema.js'
import { orderEventSchema, orderSchema } from '../../records/order-schema.js'
import { closedTradeSchema, fillSchema } from '../../records/trade-schemas.js'
import type { ClosedTradeFilter, DecisionFilter, LogFilter, OrderFilter } from '../journal.js'
import type { SqlRow, SqlValue } from '../sql-database.js'
import { numberIn, textIn } from './columns.js'

/** Fields of a filter that are compared with a column. The times are turned into positions instead. */
export type ComparedField<Filter extends LogFilter> = Exclude<keyof Filter, 'exceptAccountId' | 'fromMs' | 'toMs'>

/** Binds a value, and answers its placeholder. */
export type Bind = (value: SqlValue) => string

/** A part of a query, which may bind values. */
export type SqlPart = string | ((bind: Bind) => string)

/** A column, or what is looked up for each record under a name. */
export type ReadColumn = string | { readonly as: string; readonly part: SqlPart }

export const columnSql = (column: ReadColumn, bind: Bind) =>
  typeof column === 'string' ? column : `${partSql(column.part, bind)} AS ${column.as}`

export const partSql = (part: SqlPart, bind: Bind) => (typeof part === 'string' ? part : part(bind))

/** What a filter looks at in a record, and the column that it is kept in. */
interface Compared<T> {
  readonly column: string
  /** What is compared in place of the column. No index has it. */
  readonly computed?: SqlPart
  of(record: T): string | null
}

/**
 * A table of records by position. Each has the columns position, id, account_id, symbol, recorded_at and body, which is
 * the record as JSON.
 */
export interface LogTable<T, Filter extends LogFilter> {
  readonly name: 'decisions' | 'score_events' | 'orders' | 'order_events' | 'fills' | 'closed_trades'
  /** Columns from which a record is made, besides its id. */
  readonly read: readonly ReadColumn[]
  readonly compared: { readonly [Field in ComparedField<Filter>]-?: Compared<T> }
  /** The table of what its events are about. An id of it is a place as well: before all that was recorded since. */
  readonly eventsOf?: 'decisions' | 'orders'
  /** Further columns that a record is kept with. */
  kept?(record: T): Readonly<Record<string, SqlValue>>
  /** Throws `DoesNotFit` when the row does not hold what is written there. */
  record(row: SqlRow): T
}

/** The fields that are compared, in the order in which they stand in the table. */
export function comparedFields<Filter extends LogFilter>({
  compared,
}: Pick<LogTable<never, Filter>, 'compared'>): readonly (ComparedField<Filter> & string)[] {
  return Object.keys(compared) as (ComparedField<Filter> & string)[]
}

/** The values of the columns that are compared. */
export function comparedColumns<T, Filter extends LogFilter>(
  table: LogTable<T, Filter>,
  record: T,
): Record<string, SqlValue> {
  return Object.fromEntries(
    comparedFields(table).map((field) => [table.compared[field].column, table.compared[field].of(record)]),
  )
}

const accountAndSymbol = {
  accountId: { column: 'account_id', of: ({ accountId }: { readonly accountId: string }) => accountId },
  symbol: { column: 'symbol', of: ({ symbol }: { readonly symbol: string }) => symbol },
}

const action = { column: 'action', of: (one: Pick<Decision, 'action'>) => one.action }
const outcome = { column: 'outcome', of: (one: Pick<Decision, 'outcome'>) => one.outcome }

export const decisionsTable: LogTable<Decision, DecisionFilter> = {
  name: 'decisions',
  // What became of a decision is told later, and beside it.
  read: ['body', 'score'],
  compared: { ...accountAndSymbol, action, outcome },
  record: (row) => ({
    ...decisionsAsMadeTable.record(row),
    ...(row.score != null &&
      checkedJson(scoreSchema, textIn(row, 'score'), `The score of decisions "${textIn(row, 'id')}"`)),
  }),
}

export const decisionsAsMadeTable: LogTable<Decision, DecisionFilter> = {
  name: 'decisions',
  read: ['body'],
  compared: { ...accountAndSymbol, action, outcome: { ...outcome, column: 'outcome_as_made' } },
  record: bodyBy(decisionSchema, 'decisions'),
}

/** What is kept of an event in `score_events`: the decision itself stands in its own table. */
export interface StoredScoreEvent extends Pick<ScoreEvent, 'id' | 'accountId' | 'seq' | 'recordedAtMs'> {
  readonly score: DecisionScore
}

const storedScoreEventSchema = recordSchema<StoredScoreEvent>({
  id: z.string(),
  accountId: z.string(),
  seq: z.number(),
  recordedAtMs: z.number(),
  score: scoreSchema,
})

const storedScoreEvent = bodyBy(storedScoreEventSchema, 'score_events')

/** The score in the body of an event of a decision. Throws `DoesNotFit`. */
export function storedScoreOf(body: string, decisionId: string): DecisionScore {
  return checkedJson(storedScoreEventSchema, body, `The newest of score_events of decisions "${decisionId}"`).score
}

export const scoreEventsTable: LogTable<ScoreEvent, DecisionFilter> = {
  name: 'score_events',
  eventsOf: 'decisions',
  read: ['body', '(SELECT decisions.body FROM decisions WHERE decisions.id = decision_id) AS decision'],
  compared: { ...accountAndSymbol, action, outcome },
  record: (row) => {
    const decision = checkedJson(
      decisionSchema,
      textIn(row, 'decision'),
      `The decision of score_events "${textIn(row, 'id')}"`,
    )
    return scoreEvent(storedScoreEvent(row), decision)
  },
}

/** The event with its decision, scored as it was then. */
export function scoreEvent({ score, ...event }: StoredScoreEvent, made: Decision): ScoreEvent {
  const decision = { ...made, ...score }
  const { symbol, action, outcome } = decision
  return { ...event, symbol, action, outcome, decision }
}

export const ordersTable: LogTable<Order, OrderFilter> = {
  name: 'orders',
  read: ['body'],
  compared: { ...accountAndSymbol, status: { column: 'status', of: ({ status }) => status } },
  record: bodyBy(orderSchema, 'orders'),
}

export const orderEventsTable: LogTable<OrderEvent, OrderFilter> = {
  name: 'order_events',
  eventsOf: 'orders',
  read: ['body'],
  compared: { ...accountAndSymbol, status: { column: 'status', of: ({ order }) => order.status } },
  kept: ({ order }) => ({ order_id: order.id }),
  record: bodyBy(orderEventSchema, 'order_events'),
}

export const fillsTable: LogTable<Fill, LogFilter> = {
  name: 'fills',
  read: ['body'],
  compared: accountAndSymbol,
  record: bodyBy(fillSchema, 'fills'),
}

const storedTrade = bodyBy(closedTradeSchema, 'closed_trades')

export const closedTradesTable: LogTable<ClosedTrade, ClosedTradeFilter> = {
  name: 'closed_trades',
  read: ['body', 'seq'],
  compared: { ...accountAndSymbol, outcome },
  record: (row) => ({ ...storedTrade(row), seq: numberIn(row, 'seq') }),
}

function bodyBy<T>(schema: z.ZodType<T>, table: LogTable<never, LogFilter>['name']): (row: SqlRow) => T {
  return (row) => checkedJson(schema, textIn(row, 'body'), `${table} "${textIn(row, 'id')}"`)
}
