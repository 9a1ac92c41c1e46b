import type { UnixMs } from '../../domain/units.js'
import type { LogFilter } from '../journal.js'
import type { SqlValue } from '../sql-database.js'
import { columnSql, type LogTable } from './log-table.js'
import type { Query } from './page-query.js'

interface Wanted {
  readonly id: string
  readonly accountId?: string
  /** Null: whenever it was recorded. */
  readonly untilMs?: UnixMs | null
}

/** The query of one record, with the columns from which it is made. */
export function recordQuery(
  { name, read }: Pick<LogTable<never, LogFilter>, 'name' | 'read'>,
  { id, accountId, untilMs = null }: Wanted,
): Query {
  const params: SqlValue[] = []
  const bind = (value: SqlValue) => `$${params.push(value)}`
  const columns = ['id', ...read.map((column) => columnSql(column, bind))].join(', ')
  const conditions = [
    `id = ${bind(id)}`,
    ...(accountId === undefined ? [] : [`account_id = ${bind(accountId)}`]),
    ...(untilMs === null ? [] : [`recorded_at <= ${bind(untilMs)}`]),
  ]
  return { sql: `SELECT ${columns} FROM ${name} WHERE ${conditions.join(' AND ')}`, params }
}
