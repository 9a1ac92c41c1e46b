import type { Decision, DecisionScore } from '../../domain/decision.js'
import type { Order } from '../../domain/order.js'
import type { NewScoreEvent, ScoreEvent } from '../../domain/score-event.js'
import type { UnixMs } from '../../domain/units.js'
import { DoesNotFit } from '../../lib/checked.js'
import type { LogFilter } from '../journal.js'
import type { SqlSession, SqlValue } from '../sql-database.js'
import { insertRow, textIn } from './columns.js'
import { toJson } from './json.js'
import {
  comparedColumns,
  decisionsAsMadeTable,
  decisionsTable,
  ordersTable,
  scoreEvent,
  scoreEventsTable,
  type LogTable,
} from './log-table.js'

/** What every record has that is kept once and never changed. */
interface Placed {
  readonly id: string
  readonly seq: number
  readonly recordedAtMs: UnixMs
}

type Place = Pick<Placed, 'seq' | 'recordedAtMs'>

export type Row = Readonly<Record<string, SqlValue>>

/** Throws when its id is kept already. */
export async function insertRecord<T extends Placed, Filter extends LogFilter>(
  session: SqlSession,
  table: LogTable<T, Filter>,
  record: T,
): Promise<void> {
  await insertRow(session, table.name, recordRow(table, record))
}

/** A record as it is kept. */
export function recordRow<T extends Placed, Filter extends LogFilter>(table: LogTable<T, Filter>, record: T): Row {
  const { id, seq, recordedAtMs } = record
  return {
    id,
    seq,
    recorded_at: recordedAtMs,
    ...comparedColumns(table, record),
    ...table.kept?.(record),
    body: toJson(record),
  }
}

export async function insertDecision(session: SqlSession, decision: Decision): Promise<void> {
  await insertRow(session, decisionsTable.name, decisionRow(decision))
}

/** A decision as it is kept when it is made. */
export function decisionRow(decision: Decision): Row {
  return { ...recordRow(decisionsTable, decision), ...comparedColumns(decisionsAsMadeTable, decision) }
}

const asItIsNow = `ON CONFLICT (id) DO UPDATE
  SET symbol = excluded.symbol, status = excluded.status, body = excluded.body
  WHERE orders.account_id = excluded.account_id`

/** What became of a decision. */
export async function scoreDecision(session: SqlSession, id: string, score: DecisionScore): Promise<void> {
  const sql = 'UPDATE decisions SET outcome = $1, score = $2 WHERE id = $3'
  await session.run(sql, [score.outcome, toJson(score), id])
}

/** A known order keeps its position and the time at which it was first kept. Throws when it is another account's. */
export async function keepOrder(session: SqlSession, order: Order, recordedAtMs: UnixMs): Promise<void> {
  const kept = await insertRow(session, ordersTable.name, orderRow(order, recordedAtMs), asItIsNow)
  if (!kept) throw new Error(`Order ${order.id} belongs to another account than ${order.accountId}`)
}

/** An order as it is kept. */
export function orderRow(order: Order, recordedAtMs: UnixMs): Row {
  return { id: order.id, recorded_at: recordedAtMs, ...comparedColumns(ordersTable, order), body: toJson(order) }
}

/**
 * Scores a decision, and keeps the event. Answers a fault when the decision as it was made cannot be read: what an account
 * trades must not depend on that. Throws when the account has no such decision.
 */
export async function keepScore(
  session: SqlSession,
  event: NewScoreEvent,
  place: Place,
): Promise<ScoreEvent | DoesNotFit> {
  const { id, accountId, decisionId } = event
  const score = scoreOf(event)
  const sql = `UPDATE decisions SET outcome = $1, score = $2 WHERE id = $3 AND account_id = $4 RETURNING id, body, symbol, action`
  const [scored] = await session.run(sql, [score.outcome, toJson(score), decisionId, accountId])
  if (!scored) throw new Error(`${accountId} has no decision ${decisionId} to score`)
  const decided = { symbol: textIn(scored, 'symbol'), action: textIn(scored, 'action') }
  await insertRow(session, scoreEventsTable.name, scoreEventRow(event, place, decided))
  try {
    return scoreEvent({ id, accountId, ...place, score }, decisionsAsMadeTable.record(scored))
  } catch (fault) {
    if (fault instanceof DoesNotFit) return fault
    throw fault
  }
}

/** A score event as it is kept. `decided`: what the decision was about. */
export function scoreEventRow(
  event: NewScoreEvent,
  place: Place,
  { symbol, action }: { readonly symbol: string; readonly action: string },
): Row {
  const { id, accountId, decisionId } = event
  const score = scoreOf(event)
  return {
    id,
    account_id: accountId,
    decision_id: decisionId,
    seq: place.seq,
    symbol,
    action,
    outcome: score.outcome,
    recorded_at: place.recordedAtMs,
    body: toJson({ id, accountId, ...place, score }),
  }
}

/** The score alone, of an event that may hold more. */
export function scoreOf({ score }: NewScoreEvent): DecisionScore {
  const { outcome, pnlUsd, rMultiple, closedAtMs } = score
  return { outcome, pnlUsd, rMultiple, closedAtMs }
}
