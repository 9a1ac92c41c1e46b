import type { UnixMs } from '../../domain/units.js'
import type { Commit, Committed } from '../journal.js'
import { KeyTaken } from '../journal.js'
import type { SqlSession } from '../sql-database.js'
import { insertRow } from './columns.js'
import { toJson } from './json.js'
import type { Seqs } from './start-of-commit.js'
import { startOfCommit } from './start-of-commit.js'
import {
  insertClosedTrade,
  insertDecision,
  insertFill,
  insertOrderEvent,
  keepOrder,
  keepScore,
} from './write-records.js'

/**
 * Writes a commit into a transaction in which writers take turns. Throws `KeyTaken`, or an Error when the commit does not
 * fit what is kept; what was written until then has to be rolled back.
 */
export async function writeCommit(session: SqlSession, commit: Commit, nowMs: UnixMs): Promise<Committed> {
  const { keyIsTaken, lastSeqs, lastRecordedAtMs } = await startOfCommit(session, commit)
  if (keyIsTaken) throw new KeyTaken(`${commit.accountId} has committed under this key before`)
  const seqs = commit.open ? await openAccount(session, commit.open, lastSeqs) : lastSeqs
  if (seqs === null) throw new Error(`Account ${commit.accountId} was never opened`)

  const committed = placed(commit, seqs, Math.max(nowMs, lastRecordedAtMs))
  checkAccounts(commit, committed)
  await writeRecords(session, commit, committed, Math.max(nowMs, lastRecordedAtMs))
  await updateAccount(session, commit, {
    decision: seqs.decision + committed.decisions.length,
    fill: seqs.fill + committed.fills.length,
    orderEvent: seqs.orderEvent + committed.orderEvents.length,
  })
  await keepAnswer(session, commit, committed)
  return committed
}

/** The records as they are told from now on. */
function placed(commit: Commit, last: Seqs, recordedAtMs: UnixMs): Committed {
  const { decisions = [], fills = [], closedTrades = [], orders = [], orderEvents = [], scores } = commit
  return {
    decisions: decisions.map((decision, index) => {
      const seq = last.decision + index + 1
      return { ...decision, ...scores?.get(decision.id), seq, recordedAtMs }
    }),
    fills: fills.map((fill, index) => ({ ...fill, seq: last.fill + index + 1, recordedAtMs })),
    closedTrades: closedTrades.map((trade) => ({ ...trade, recordedAtMs })),
    orders,
    orderEvents: orderEvents.map((event, index) => ({ ...event, seq: last.orderEvent + index + 1, recordedAtMs })),
  }
}

function checkAccounts(
  { accountId, open, account }: Commit,
  { decisions, orders, orderEvents, fills, closedTrades }: Committed,
): void {
  const stranger = [...decisions, ...orders, ...orderEvents, ...fills, ...closedTrades].find(
    (one) => one.accountId !== accountId,
  )
  if (stranger) throw new Error(`A commit of ${accountId} holds ${stranger.id} of ${stranger.accountId}`)
  if (open && open.id !== accountId) throw new Error(`A commit of ${accountId} opens ${open.id}`)
  if (account && account.id !== accountId) throw new Error(`A commit of ${accountId} changes ${account.id}`)
}

async function openAccount(
  session: SqlSession,
  account: NonNullable<Commit['open']>,
  last: Seqs | null,
): Promise<Seqs> {
  if (last !== null) throw new Error(`Account ${account.id} is open already`)
  const row = {
    id: account.id,
    body: toJson(account),
    opened_at: account.openedAtMs,
    decision_seq: 0,
    fill_seq: 0,
    order_event_seq: 0,
  }
  await insertRow(session, 'accounts', row)
  return { decision: 0, fill: 0, orderEvent: 0 }
}

async function writeRecords(
  session: SqlSession,
  { accountId, scores }: Commit,
  { decisions, orders, orderEvents, fills, closedTrades }: Committed,
  recordedAtMs: UnixMs,
): Promise<void> {
  for (const decision of decisions) await insertDecision(session, decision)
  for (const order of orders) await keepOrder(session, order, recordedAtMs)
  for (const event of orderEvents) await insertOrderEvent(session, event)
  for (const fill of fills) await insertFill(session, fill)
  for (const trade of closedTrades) await insertClosedTrade(session, trade)
  for (const [id, score] of scores ?? []) await keepScore(session, { accountId, id, score })
}

const update = `UPDATE accounts SET decision_seq = $2, fill_seq = $3, order_event_seq = $4, books = COALESCE($5, books),
  published_positions = COALESCE($6, published_positions),
  published_performance = COALESCE($7, published_performance), body = COALESCE($8, body)
  WHERE id = $1`

/** What the commit does not tell stays as it is. */
async function updateAccount(
  session: SqlSession,
  { accountId, account, books, published }: Commit,
  last: Seqs,
): Promise<void> {
  const publishedAs = (kind: 'POSITIONS' | 'PERFORMANCE') => (published?.kind === kind ? toJson(published.body) : null)
  await session.run(update, [
    accountId,
    last.decision,
    last.fill,
    last.orderEvent,
    books === undefined ? null : toJson(books),
    publishedAs('POSITIONS'),
    publishedAs('PERFORMANCE'),
    account === undefined ? null : toJson(account),
  ])
}

async function keepAnswer(
  session: SqlSession,
  { accountId, idempotency }: Commit,
  committed: Committed,
): Promise<void> {
  if (!idempotency) return
  const { key, fingerprint, answer } = idempotency
  const row = { account_id: accountId, request_key: key, fingerprint, answer: toJson(answer(committed)) }
  await insertRow(session, 'idempotency', row)
}
