import type { ClosedTrade } from '../../domain/closed-trade.js'
import type { Decision, DecisionScore } from '../../domain/decision.js'
import type { Fill } from '../../domain/fill.js'
import type { Order } from '../../domain/order.js'
import type { OrderEvent } from '../../domain/order-event.js'
import type { UnixMs } from '../../domain/units.js'
import type { SqlSession, SqlValue } from '../sql-database.js'
import { insertRow } from './columns.js'
import { toJson } from './json.js'

interface Logged {
  readonly id: string
  readonly accountId: string
  readonly symbol: string
}

/** The columns that every log has, without the position, which the database gives. */
function logColumns(record: Logged, recordedAtMs: UnixMs): Record<string, SqlValue> {
  const { id, accountId, symbol } = record
  return { id, account_id: accountId, symbol, recorded_at: recordedAtMs, body: toJson(record) }
}

/** Throws when its id is kept already, as the others do. */
export async function insertDecision(session: SqlSession, decision: Decision): Promise<void> {
  const { seq, action, outcome, recordedAtMs } = decision
  await insertRow(session, 'decisions', { ...logColumns(decision, recordedAtMs), seq, action, outcome })
}

export async function insertFill(session: SqlSession, fill: Fill): Promise<void> {
  await insertRow(session, 'fills', { ...logColumns(fill, fill.recordedAtMs), seq: fill.seq })
}

export async function insertOrderEvent(session: SqlSession, event: OrderEvent): Promise<void> {
  await insertRow(session, 'order_events', { ...logColumns(event, event.recordedAtMs), seq: event.seq })
}

export async function insertClosedTrade(session: SqlSession, trade: ClosedTrade): Promise<void> {
  const { recordedAtMs, outcome } = trade
  await insertRow(session, 'closed_trades', { ...logColumns(trade, recordedAtMs), outcome })
}

const asItIsNow = `ON CONFLICT (id) DO UPDATE
  SET symbol = excluded.symbol, status = excluded.status, body = excluded.body
  WHERE orders.account_id = excluded.account_id`

/** A known order keeps its position and the time at which it was first kept. Throws when it is another account's. */
export async function keepOrder(session: SqlSession, order: Order, recordedAtMs: UnixMs): Promise<void> {
  const row = { ...logColumns(order, recordedAtMs), status: order.status }
  const kept = await insertRow(session, 'orders', row, asItIsNow)
  if (!kept) throw new Error(`Order ${order.id} belongs to another account than ${order.accountId}`)
}

/** Throws when the account has no such decision. */
export async function keepScore(
  session: SqlSession,
  { accountId, id, score }: { readonly accountId: string; readonly id: string; readonly score: DecisionScore },
): Promise<void> {
  const { outcome, pnlUsd, rMultiple, closedAtMs } = score
  const sql = `UPDATE decisions SET outcome = $1, score = $2 WHERE id = $3 AND account_id = $4 RETURNING 1 AS done`
  const body = toJson({ outcome, pnlUsd, rMultiple, closedAtMs })
  const kept = await session.run(sql, [outcome, body, id, accountId])
  if (kept.length === 0) throw new Error(`${accountId} has no decision ${id} to score`)
}
