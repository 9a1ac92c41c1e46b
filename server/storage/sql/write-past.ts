import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UnixMs } from '../../domain/units.js'
import type { Commit, Committed, PastCommit, PastPlace } from '../journal.js'
import type { SqlDialect, SqlSession } from '../sql-database.js'
import { insertOfRows } from './columns.js'
import { keptBefore } from './kept-before.js'
import { nothingBefore, pastRows } from './past-rows.js'
import { lastVersionAt, logs } from './start-of-commit.js'
import { updateAccount, writeCommit, type WriteOptions } from './write-commit.js'
import { keepOrder, scoreDecision, type Row } from './write-records.js'

/** How many rows are written at a time. This takes about a millisecond. */
const rowsAtOnce = 40
/** How long it works before other work has its turn. */
const turnMs = 4

export interface WrittenPast {
  /** What became of the commits of now. */
  readonly late: readonly Committed[]
  /** Those that have versions of accounts. */
  readonly commits: readonly Commit[]
}

export interface WritePast extends WriteOptions {
  readonly dialect: SqlDialect
  /** Aborted: nothing is kept. */
  readonly signal: AbortSignal
  /** Null: before all that is kept. */
  readonly place: PastPlace | null
}

/**
 * Writes commits of the past into a transaction in which writers take turns. They get positions before all that is kept,
 * or in the place that was held for them, because times never go down as positions go up. Their accounts have a version as of now.
 * Those from later are commits of now. Other work of the process runs in between.
 */
export async function writePast(
  session: SqlSession,
  past: readonly PastCommit[],
  { dialect, nowMs, versions, signal, place }: WritePast,
): Promise<WrittenPast> {
  const takeTurns = turnsUntil(signal)
  const endMs = place ? place.untilMs : await firstRecordedAt(session)
  const end = past.findIndex(({ atMs }) => atMs >= endMs)
  const inPlace = end === -1 ? past : past.slice(0, end)
  const before = place ? await keptBefore(session, inPlace, { dialect, afterMs: place.afterMs }) : nothingBefore
  const { rowsOfTables, accounts, scores, orders } = pastRows(inPlace, before)
  for (const [table, rows] of rowsOfTables) {
    const first = await firstPosition(session, table, { rows: rows.length, place })
    const placed = rows.map((row, index) => () => ({ position: first + index, ...row() }))
    await insertAll(session, table, placed, { dialect, takeTurns })
  }
  for (const [decisionId, score] of scores) await scoreDecision(session, decisionId, score)
  for (const order of orders) await keepOrder(session, order, nowMs)
  const versionsAtMs = Math.max(nowMs, await lastVersionAt(session))
  for (const { commit, texts, seqs, wasKept } of accounts) {
    await takeTurns()
    if (wasKept) await updateAccount(session, commit.accountId, texts, seqs)
    await versions?.write(session, commit, texts, versionsAtMs)
  }
  const late: Committed[] = []
  const commits = accounts.map(({ commit }) => commit)
  for (const { commit } of past.slice(inPlace.length)) {
    await takeTurns()
    late.push(await writeCommit(session, commit, { nowMs, versions }))
    commits.push(commit)
  }
  return { late, commits }
}

async function firstPosition(
  session: SqlSession,
  table: string,
  { rows, place }: { readonly rows: number; readonly place: PastPlace | null },
): Promise<number> {
  const held = place?.firstPositions.get(table)
  if (held === undefined) {
    const [found = {}] = await session.run(`SELECT COALESCE(MIN(position), 1) AS first FROM ${table}`)
    return Number(found.first) - rows
  }
  if (place && rows > place.room) throw new RangeError(`There is room for ${place.room} ${table}, not for ${rows}`)
  return held
}

/** When the oldest record of any log was kept; Infinity before the first. */
async function firstRecordedAt(session: SqlSession): Promise<UnixMs> {
  const columns = logs.map((log) => `(SELECT MIN(recorded_at) FROM ${log}) AS ${log}_at`)
  const [found = {}] = await session.run(`SELECT ${columns.join(', ')}`)
  return Math.min(...logs.map((log) => Number(found[`${log}_at`] ?? Infinity)))
}

async function insertAll(
  session: SqlSession,
  table: string,
  rows: readonly (() => Row)[],
  { dialect, takeTurns }: Pick<WritePast, 'dialect'> & { readonly takeTurns: () => Promise<void> },
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await takeTurns()
    const some = rows.slice(start, start + rowsAtOnce).map((row) => row())
    const { sql, params } = insertOfRows(table, some, dialect.withGivenKey)
    await session.run(sql, params)
  }
}

/** To be called between pieces of work: lets other work run when it is time. Rejects with the reason of the signal. */
function turnsUntil(signal: AbortSignal): () => Promise<void> {
  let begunMs = performance.now()
  return async () => {
    if (performance.now() - begunMs >= turnMs) {
      await nextTurn()
      begunMs = performance.now()
    }
    signal.throwIfAborted()
  }
}
