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

interface Place<T, Filter extends LogFilter> {
  readonly table: LogTable<T, Filter>
  readonly dialect: SqlDialect
}

type Bind = (value: SqlValue) => string

/** A filter that asks for one value of each field. */
export type SingleFilter<Filter extends LogFilter> = { readonly [Field in ComparedField<Filter>]?: string }

/** The filters, with one value of each field, that pass together what the filter passes. */
export function singleFilters<Filter extends LogFilter>(
  { compared }: Pick<LogTable<unknown, Filter>, 'compared'>,
  filter: Filter,
): readonly SingleFilter<Filter>[] {
  const fields = Object.keys(compared) as (ComparedField<Filter> & string)[]
  return fields.reduce<readonly SingleFilter<Filter>[]>(
    (singles, field) => {
      const wanted = filter[field] as string | readonly string[] | undefined
      if (wanted === undefined) return singles
      const values = typeof wanted === 'string' ? [wanted] : [...new Set(wanted)]
      return singles.flatMap((single) => values.map((value) => ({ ...single, [field]: value })))
    },
    [{}],
  )
}

/** The query of the page of each filter, read at one moment. Of several pages the records are in no order. */
export function pageQuery<T, Filter extends LogFilter>(
  place: Place<T, Filter>,
  filters: readonly SingleFilter<Filter>[],
  range: PageRange,
): Query {
  const params: SqlValue[] = []
  const bind: Bind = (value) => `$${params.push(value)}`
  const pages = filters.map((filter) => onePage(place, filter, range, bind))
  if (pages.length === 1) return { sql: pages.join(''), params }
  return { sql: pages.map((page, n) => `SELECT * FROM (${page}) AS page${n}`).join(' UNION ALL '), params }
}

/**
 * The query of one page. It walks one index from bound to bound until the page is full: that of the account and the first
 * other filter, as far as they are given.
 */
function onePage<T, Filter extends LogFilter>(
  { table: { name, read, compared }, dialect }: Place<T, Filter>,
  filter: SingleFilter<Filter>,
  { direction, above, below, limit }: PageRange,
  bind: Bind,
): string {
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
  return `SELECT position, ${read.join(', ')} FROM ${name} WHERE ${conditions.join(' AND ')}
    ORDER BY ${order.map((column) => `${column} ${direction === 'NEWEST_FIRST' ? 'DESC' : 'ASC'}`).join(', ')}
    LIMIT ${bind(limit)}`
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
