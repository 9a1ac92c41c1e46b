import type { ScoreEvent } from '../../domain/score-event.js'
import type { UnixMs } from '../../domain/units.js'
import { DoesNotFit } from '../../lib/checked.js'
import { KeyTaken, type Commit, type Committed } from '../journal.js'
import type { SqlSession } from '../sql-database.js'
import { insertRow } from './columns.js'
import { toJson } from './json.js'
import { keepAnswer } from './keep-answer.js'
import { closedTradesTable, fillsTable, orderEventsTable } from './log-table.js'
import { noSeqs, seqColumns, startOfCommit, type Seqs } from './start-of-commit.js'
import type { VersionTexts, VersionWriter } from './version-writer.js'
import { insertDecision, insertRecord, keepOrder, keepScore } from './write-records.js'

export interface WriteOptions {
  readonly nowMs: UnixMs
  /** Null: what accounts were before is not kept. */
  readonly versions: Pick<VersionWriter, 'write'> | null
}

/**
 * Writes a commit into a transaction in which writers take turns. Throws `KeyTaken`, or an Error when the commit does not
 * fit what is kept; what was written until then has to be rolled back.
 */
export async function writeCommit(
  session: SqlSession,
  commit: Commit,
  { nowMs, versions }: WriteOptions,
): Promise<Committed> {
  const { keyIsTaken, lastSeqs, lastRecordedAtMs } = await startOfCommit(session, commit)
  if (keyIsTaken) throw new KeyTaken(`${commit.accountId} has committed under this key before`)
  const last = commit.open ? await openAccount(session, commit.open, lastSeqs) : lastSeqs
  if (last === null) throw new Error(`Account ${commit.accountId} was never opened`)

  checkAccounts(commit)
  const recordedAtMs = Math.max(nowMs, lastRecordedAtMs)
  const records = placed(commit, last, recordedAtMs)
  await writeRecords(session, records, recordedAtMs)
  const { scoreEvents, untold } = await keepScores(session, commit, { last, recordedAtMs })
  const answer = commit.idempotency && placedAnswer(commit.idempotency, records)
  const committed = { ...records, scoreEvents, ...(untold && { untold }), ...(answer && { answer }) }
  const texts = textsOf(commit)
  await updateAccount(session, commit.accountId, texts, {
    decision: last.decision + committed.decisions.length,
    scoreEvent: last.scoreEvent + (commit.scores?.length ?? 0),
    orderEvent: last.orderEvent + committed.orderEvents.length,
    fill: last.fill + committed.fills.length,
    closedTrade: last.closedTrade + committed.closedTrades.length,
  })
  await versions?.write(session, commit, texts, recordedAtMs)
  await keepAnswer(session, commit, committed.answer)
  return committed
}

/** The records as they are told from now on. */
function placed(commit: Commit, last: Seqs, recordedAtMs: UnixMs): Omit<Committed, 'scoreEvents'> {
  const { decisions = [], fills = [], closedTrades = [], orders = [], orderEvents = [] } = commit
  const behind = <T>(lastSeq: number, records: readonly T[]) =>
    records.map((record, index) => ({ ...record, seq: lastSeq + index + 1, recordedAtMs }))
  return {
    decisions: behind(last.decision, decisions),
    orders,
    orderEvents: behind(last.orderEvent, orderEvents),
    fills: behind(last.fill, fills),
    closedTrades: behind(last.closedTrade, closedTrades),
  }
}

/** The answer with its fills and its decision as they are told from now on. */
function placedAnswer(
  { answer }: NonNullable<Commit['idempotency']>,
  { fills, decisions }: Pick<Committed, 'fills' | 'decisions'>,
): object {
  return { ...answer, ...('fills' in answer && { fills }), ...('decision' in answer && { decision: decisions[0] }) }
}

function checkAccounts(commit: Commit): void {
  const { accountId, open, account } = commit
  const { decisions = [], scores = [], orders = [], orderEvents = [], fills = [], closedTrades = [] } = commit
  const stranger = [...decisions, ...scores, ...orders, ...orderEvents, ...fills, ...closedTrades].find(
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
  const seqs = Object.fromEntries(Object.values(seqColumns).map((column) => [column, 0]))
  const row = { id: account.id, body: toJson(account), opened_at: account.openedAtMs, ...seqs }
  await insertRow(session, 'accounts', row)
  return noSeqs
}

async function writeRecords(
  session: SqlSession,
  { decisions, orders, orderEvents, fills, closedTrades }: Omit<Committed, 'scoreEvents'>,
  recordedAtMs: UnixMs,
): Promise<void> {
  for (const decision of decisions) await insertDecision(session, decision)
  for (const order of orders) await keepOrder(session, order, recordedAtMs)
  for (const event of orderEvents) await insertRecord(session, orderEventsTable, event)
  for (const fill of fills) await insertRecord(session, fillsTable, fill)
  for (const trade of closedTrades) await insertRecord(session, closedTradesTable, trade)
}

async function keepScores(
  session: SqlSession,
  { scores = [] }: Commit,
  { last, recordedAtMs }: { readonly last: Seqs; readonly recordedAtMs: UnixMs },
): Promise<Pick<Committed, 'scoreEvents' | 'untold'>> {
  const scoreEvents: ScoreEvent[] = []
  const untold: DoesNotFit[] = []
  for (const [index, score] of scores.entries()) {
    const kept = await keepScore(session, score, { seq: last.scoreEvent + index + 1, recordedAtMs })
    if (kept instanceof DoesNotFit) untold.push(kept)
    else scoreEvents.push(kept)
  }
  return { scoreEvents, ...(untold.length > 0 && { untold }) }
}

const update = `UPDATE accounts SET books = COALESCE($2, books),
  published_positions = COALESCE($3, published_positions),
  published_performance = COALESCE($4, published_performance), body = COALESCE($5, body),
  ${Object.values(seqColumns)
    .map((column, index) => `${column} = $${index + 6}`)
    .join(', ')}
  WHERE id = $1`

/** What of the account a commit tells anew. */
export function textsOf({ open, account = open, books, openOrderIds, published }: Commit): VersionTexts {
  const textOf = (value: unknown) => (value === undefined ? null : toJson(value))
  const publishedAs = (kind: 'POSITIONS' | 'PERFORMANCE') => (published?.kind === kind ? toJson(published.body) : null)
  return {
    ACCOUNT: textOf(account),
    BOOKS: textOf(books),
    ORDERS: textOf(openOrderIds),
    POSITIONS: publishedAs('POSITIONS'),
    PERFORMANCE: publishedAs('PERFORMANCE'),
  }
}

/** What the commit does not tell stays as it is. */
export async function updateAccount(
  session: SqlSession,
  accountId: string,
  texts: VersionTexts,
  last: Seqs,
): Promise<void> {
  const kinds = Object.keys(seqColumns) as (keyof Seqs)[]
  await session.run(update, [
    accountId,
    texts.BOOKS,
    texts.POSITIONS,
    texts.PERFORMANCE,
    texts.ACCOUNT,
    ...kinds.map((kind) => last[kind]),
  ])
}
