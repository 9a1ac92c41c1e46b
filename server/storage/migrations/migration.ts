import type { UnixMs } from '../../domain/units.js'
import type { SqlDialect } from '../sql-database.js'

/** A step from one version of the database to the next. What was released is never changed, only followed by another. */
export interface Migration {
  /** Counted from 1. */
  readonly version: number
  readonly name: string
  /** `nowMs`: our clock. */
  statements(dialect: SqlDialect, nowMs: UnixMs): readonly string[]
}
