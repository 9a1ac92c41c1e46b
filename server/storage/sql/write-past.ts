import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UnixMs } from '../../domain/units.js'
import type { Committed, PastCommit } from '../journal.js'
import type { SqlDialect, SqlSession } from '../sql-database.js'
import { insertOfRows } from './columns.js'
import { pastRows } from './past-rows.js'
import { logs } from './start-of-commit.js'
import { writeCommit, type WriteOptions } from './write-commit.js'
import type { Row } from './write-records.js'

/** So many take about a millisecond. */
const rowsAtOnce = 40
/** How long it works before other work has its turn. */
const turnMs = 4

export interface WritePast extends WriteOptions {
  readonly dialect: SqlDialect
  /** Aborted: nothing is kept. */
  readonly signal: AbortSignal
}

/**
 * Writes commits of the past into a transaction in which writers take turns. Those from before all that is kept get
 * positions before it, because times never go down as positions go up. Their accounts have a first version as of now. The others
 * are commits of now; it answers these.
 * Other work of the process runs in between.
 */
export async function writePast(
  session: SqlSession,
  past: readonly PastCommit[],
  { dialect, nowMs, versions, signal }: WritePast,
): Promise<readonly Committed[]> {
  const takeTurns = turnsUntil(signal)
  const firstRecordedAtMs = await firstRecordedAt(session)
  const end = past.findIndex(({ atMs }) => atMs >= firstRecordedAtMs)
  const before = end === -1 ? past : past.slice(0, end)
  const { rowsOfTables, accounts } = pastRows(before)
  for (const [table, rows] of rowsOfTables) {
    const [found = {}] = await session.run(`SELECT COALESCE(MIN(position), 1) AS first FROM ${table}`)
    const first = Number(found.first) - rows.length
    const placed = rows.map((row, index) => () => ({ position: first + index, ...row() }))
    await insertAll(session, table, placed, { dialect, takeTurns })
  }
  for (const { commit, texts } of versions ? accounts : []) {
    await takeTurns()
    await versions?.write(session, commit, texts, nowMs)
  }
  const late: Committed[] = []
  for (const { commit } of past.slice(before.length)) {
    await takeTurns()
    late.push(await writeCommit(session, commit, { nowMs, versions }))
  }
  return late
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
