import type { UnixMs } from '../../domain/units.js'
import type { PastPlace } from '../journal.js'
import type { SqlDialect, SqlSession } from '../sql-database.js'
import { lastRecordedAt, logs } from './start-of-commit.js'

/** Leaves positions free behind the last record of each log. Whatever is kept from now on stands behind them. */
export async function holdPlace(
  session: SqlSession,
  room: number,
  { dialect, nowMs }: { readonly dialect: SqlDialect; readonly nowMs: UnixMs },
): Promise<PastPlace> {
  const afterMs = await lastRecordedAt(session)
  const firstPositions = new Map<string, number>()
  for (const log of logs) {
    const [found = {}] = await session.run(`SELECT COALESCE(MAX(position), 0) + 1 AS first FROM ${log}`)
    const first = Number(found.first)
    firstPositions.set(log, first)
    for (const statement of dialect.countFrom(log, first + room)) await session.run(statement)
  }
  return { afterMs, untilMs: Math.max(nowMs, afterMs), room, firstPositions }
}
