import type { LogFilter } from '../journal.js'
import type { SqlValue } from '../sql-database.js'
import type { ComparedField, LogTable } from './log-table.js'

export interface Query {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

export interface PageRange {
  readonly direction: 'NEWEST_FIRST' | 'OLDEST_FIRST'
  /** The position next to which reading starts, itself not included; null starts at the newest. */
  readonly from: number | null
  readonly limit: number
}

/** Behind every position. */
const endOfLog = Number.MAX_SAFE_INTEGER

/**
 * The query of one page. It walks an index in the order of positions from where reading starts: times are turned into
 * positions first, which they follow, and what is compared stands before the position in an index.
 */
export function pageQuery<T, Filter extends LogFilter>(
  { name, read, compared }: LogTable<T, Filter>,
  filter: Filter,
  { direction, from, limit }: PageRange,
): Query {
  const params: SqlValue[] = []
  const bind = (value: SqlValue) => `$${params.push(value)}`
  const columns = Object.entries(compared) as [ComparedField<Filter> & string, string][]
  const conditions = columns.flatMap(([field, column]) => {
    const wanted = filter[field] as string | undefined
    return wanted === undefined ? [] : [`${column} = ${bind(wanted)}`]
  })
  const back = direction === 'NEWEST_FIRST'
  conditions.push(`position ${back ? '<' : '>'} ${bind(from ?? (back ? endOfLog : 0))}`)
  const firstSince = (timeMs: number) =>
    `(SELECT position FROM ${name} WHERE recorded_at >= ${bind(timeMs)} ORDER BY recorded_at, position LIMIT 1)`
  if (filter.fromMs !== undefined) conditions.push(`position >= ${firstSince(filter.fromMs)}`)
  if (filter.toMs !== undefined) conditions.push(`position < COALESCE(${firstSince(filter.toMs)}, ${endOfLog})`)
  const sql = `SELECT ${read.join(', ')} FROM ${name} WHERE ${conditions.join(' AND ')}
    ORDER BY position ${back ? 'DESC' : 'ASC'} LIMIT ${bind(limit)}`
  return { sql, params }
}
