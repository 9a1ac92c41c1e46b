import type { LogFilter } from '../journal.js'
import type { SqlDialect, SqlValue } from '../sql-database.js'
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
 * The query of one page. It walks one index from bound to bound until the page is full: that of the account and the first
 * other filter, as far as they are given.
 */
export function pageQuery<T, Filter extends LogFilter>(
  { table: { name, read, compared }, dialect }: { readonly table: LogTable<T, Filter>; readonly dialect: SqlDialect },
  filter: Filter,
  { direction, above, below, limit }: PageRange,
): Query {
  const params: SqlValue[] = []
  const bind = (value: SqlValue) => `$${params.push(value)}`
  const fields = Object.keys(compared) as (ComparedField<Filter> & string)[]
  const given = fields.filter((field) => filter[field] !== undefined)
  const compare = (field: ComparedField<Filter> & string): Compared => ({
    column: compared[field],
    value: bind(filter[field] as string),
  })

  const walked = given.slice(0, given[0] === 'accountId' ? 2 : 1).map(compare)
  const others = given.slice(walked.length).map(compare)
  const within = dialect.walksRows ? rowsBetween : positionsBetween
  const conditions = [...within(walked, bind(above), bind(below)), ...others.map(isEqual)]
  const order = [...walked.map(({ column }) => column), 'position']
  const sql = `SELECT ${read.join(', ')} FROM ${name} WHERE ${conditions.join(' AND ')}
    ORDER BY ${order.map((column) => `${column} ${direction === 'NEWEST_FIRST' ? 'DESC' : 'ASC'}`).join(', ')}
    LIMIT ${bind(limit)}`
  return { sql, params }
}

interface Compared {
  readonly column: string
  readonly value: string
}

const isEqual = ({ column, value }: Compared) => `${column} = ${value}`

function positionsBetween(walked: readonly Compared[], above: string, below: string): string[] {
  return [...walked.map(isEqual), `position > ${above}`, `position < ${below}`]
}

/** The same records, but no other index than the one of these columns has them in order. */
function rowsBetween(walked: readonly Compared[], above: string, below: string): string[] {
  const columns = [...walked.map(({ column }) => column), 'position'].join(', ')
  const row = (position: string) => [...walked.map(({ value }) => value), position].join(', ')
  return [`(${columns}) > (${row(above)})`, `(${columns}) < (${row(below)})`]
}
