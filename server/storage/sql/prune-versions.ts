import type { UnixMs } from '../../domain/units.js'
import type { SqlSession } from '../sql-database.js'
import { numberIn } from './columns.js'
import { lastVersionAt } from './start-of-commit.js'

/** How many versions are removed in one transaction. */
const mostPruned = 500

/**
 * Versions that another one of the same kind follows until then, and from which no other one is told. The oldest come
 * first. `$1`: a time, `$2`: how many.
 */
const prunable = `SELECT v.position FROM account_versions AS v
  WHERE v.recorded_at <= $1
    AND EXISTS (
      SELECT 1 FROM account_versions AS later
      WHERE later.account_id = v.account_id AND later.kind = v.kind AND later.recorded_at <= $1
        AND (later.recorded_at > v.recorded_at OR (later.recorded_at = v.recorded_at AND later.position > v.position))
    )
    AND NOT EXISTS (SELECT 1 FROM account_versions AS told WHERE told.base = v.position)
  ORDER BY v.recorded_at, v.position LIMIT $2`

const prune = `DELETE FROM account_versions WHERE position IN (${prunable}) RETURNING size`

const timeOfPlace = 'SELECT recorded_at FROM account_versions ORDER BY recorded_at, position LIMIT 1 OFFSET $1'

const noteRemoved = 'UPDATE kept_versions SET from_ms = $1 WHERE from_ms < $1'

interface Pruned {
  /** Whether there may be more. */
  readonly isMore: boolean
  readonly bytes: number
}

/** Removes some versions that no time from `beforeMs` on needs. */
export async function pruneVersions(session: SqlSession, beforeMs: UnixMs): Promise<Pruned> {
  const sizes = await session.run(prune, [beforeMs, mostPruned])
  if (sizes.length > 0) await session.run(noteRemoved, [beforeMs])
  return { isMore: sizes.length === mostPruned, bytes: sizes.reduce((sum, row) => sum + numberIn(row, 'size'), 0) }
}

/** Removes some of the oldest versions. What an account was last stays, and what it was at the first time that is left. */
export async function pruneOldest(session: SqlSession): Promise<Pruned> {
  for (let place = mostPruned; ; place *= 2) {
    const [row] = await session.run(timeOfPlace, [place])
    const beforeMs = row ? numberIn(row, 'recorded_at') : await lastVersionAt(session)
    const { bytes } = await pruneVersions(session, beforeMs)
    if (bytes > 0 || !row) return { isMore: bytes > 0, bytes }
  }
}
