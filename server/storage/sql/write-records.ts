import type { Decision } from '../../domain/decision.js'
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

/** Throws when its id is kept already. */
export async function insertRecord<T extends Placed, Filter extends LogFilter>(
  session: SqlSession,
  table: LogTable<T, Filter>,
  record: T,
  more: Readonly<Record<string, SqlValue>> = { body: toJson(record) },
): Promise<void> {
  const { id, seq, recordedAtMs } = record
  await insertRow(session, table.name, {
    id,
    seq,
    recorded_at: recordedAtMs,
    ...comparedColumns(table, record),
    ...more,
  })
}

export async function insertDecision(session: SqlSession, decision: Decision): Promise<void> {
  const asMade = comparedColumns(decisionsAsMadeTable, decision)
  await insertRecord(session, decisionsTable, decision, { ...asMade, body: toJson(decision) })
}

const asItIsNow = `ON CONFLICT (id) DO UPDATE
  SET symbol = excluded.symbol, status = excluded.status, body = excluded.body
  WHERE orders.account_id = excluded.account_id`

/** A known order keeps its position and the time at which it was first kept. Throws when it is another account's. */
export async function keepOrder(session: SqlSession, order: Order, recordedAtMs: UnixMs): Promise<void> {
  const row = {
    id: order.id,
    recorded_at: recordedAtMs,
    ...comparedColumns(ordersTable, order),
    body: toJson(order),
  }
  const kept = await insertRow(session, ordersTable.name, row, asItIsNow)
  if (!kept) throw new Error(`Order ${order.id} belongs to another account than ${order.accountId}`)
}

/**
 * Scores a decision, and keeps the event. Answers a fault when the decision as it was made cannot be read: what an account
 * trades must not depend on that. Throws when the account has no such decision.
 */
export async function keepScore(
  session: SqlSession,
  { id, accountId, decisionId, score: given }: NewScoreEvent,
  place: Pick<Placed, 'seq' | 'recordedAtMs'>,
): Promise<ScoreEvent | DoesNotFit> {
  const { outcome, pnlUsd, rMultiple, closedAtMs } = given
  const score = { outcome, pnlUsd, rMultiple, closedAtMs }
  const sql = `UPDATE decisions SET outcome = $1, score = $2 WHERE id = $3 AND account_id = $4 RETURNING id, body, symbol, action`
  const [scored] = await session.run(sql, [outcome, toJson(score), decisionId, accountId])
  if (!scored) throw new Error(`${accountId} has no decision ${decisionId} to score`)
  const stored = { id, accountId, ...place, score }
  await insertRow(session, scoreEventsTable.name, {
    id,
    account_id: accountId,
    decision_id: decisionId,
    seq: place.seq,
    symbol: textIn(scored, 'symbol'),
    action: textIn(scored, 'action'),
    outcome,
    recorded_at: place.recordedAtMs,
    body: toJson(stored),
  })
  try {
    return scoreEvent(stored, decisionsAsMadeTable.record(scored))
  } catch (fault) {
    if (fault instanceof DoesNotFit) return fault
    throw fault
  }
}
