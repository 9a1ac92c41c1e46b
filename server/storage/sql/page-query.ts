import type { LogFilter } from '../journal.js'
import type { SqlValue } from '../sql-database.js'
import type { ComparedField, LogTable } from './log-table.js'

export interface Query {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

/** Positions between which a page lies, neither of them included. */
export interface PageBounds {
  readonly above: number
  readonly below: number
}

export interface PageRange extends PageBounds {
  readonly direction: 'NEWEST_FIRST' | 'OLDEST_FIRST'
  readonly limit: number
}

/**
 * The query of one page. What is compared stands before the position in an index, so it walks that index from one bound
 * until the page is full.
 */
export function pageQuery<T, Filter extends LogFilter>(
  { name, read, compared }: LogTable<T, Filter>,
  filter: Filter,
  { direction, above, below, limit }: PageRange,
): Query {
  const params: SqlValue[] = []
  const bind = (value: SqlValue) => `$${params.push(value)}`
  const columns = Object.entries(compared) as [ComparedField<Filter> & string, string][]
  const equalities = columns.flatMap(([field, column]) => {
    const wanted = filter[field] as string | undefined
    return wanted === undefined ? [] : [`${column} = ${bind(wanted)}`]
  })
  // One bound on each side: of two, an engine may begin to walk at the wider one.
  const conditions = [...equalities, `position > ${bind(above)}`, `position < ${bind(below)}`]
  const sql = `SELECT ${read.join(', ')} FROM ${name} WHERE ${conditions.join(' AND ')}
    ORDER BY position ${direction === 'NEWEST_FIRST' ? 'DESC' : 'ASC'} LIMIT ${bind(limit)}`
  return { sql, params }
}
