import type { LogFilter } from '../journal.js'
import type { SqlDialect, SqlValue } from '../sql-database.js'
import { columnSql, comparedFields, partSql, type Bind, type ComparedField, type LogTable } from './log-table.js'

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
  /** Records of these accounts are left out, unless a filter asks for an account. */
  readonly exceptAccountId?: readonly string[]
}

interface LogSource<T, Filter extends LogFilter> {
  readonly table: LogTable<T, Filter>
  readonly dialect: SqlDialect
}

/** A filter that asks for one value of each field. */
export type SingleFilter<Filter extends LogFilter> = { readonly [Field in ComparedField<Filter>]?: string }

/** The filters, with one value of each field, that pass together what the filter passes. */
export function singleFilters<Filter extends LogFilter>(
  table: Pick<LogTable<never, Filter>, 'compared'>,
  filter: Filter,
): readonly SingleFilter<Filter>[] {
  return comparedFields(table).reduce<readonly SingleFilter<Filter>[]>(
    (singles, field) => {
      const wanted = filter[field] as readonly string[] | undefined
      if (wanted === undefined) return singles
      return singles.flatMap((single) => [...new Set(wanted)].map((value) => ({ ...single, [field]: value })))
    },
    [{}],
  )
}

/**
 * The query of the page of a filter, given as `singleFilters`, read at one moment. Of several the positions of their pages
 * are looked up and merged, and only the records of those that are nearest are read; these come in no order.
 */
export function pageQuery<T, Filter extends LogFilter>(
  { table, dialect }: LogSource<T, Filter>,
  filters: readonly SingleFilter<Filter>[],
  range: PageRange,
): Query {
  const params: SqlValue[] = []
  const bind: Bind = (value) => `$${params.push(value)}`
  const columns = ['position', 'id', ...table.read.map((column) => columnSql(column, bind))].join(', ')
  const [only, ...others] = filters
  if (only && others.length === 0)
    return { sql: `SELECT ${columns} ${onePage({ table, dialect }, only, { ...range, bind })}`, params }
  const positions = filters.map((filter, n) => {
    const parts = { ...range, bind }
    // One engine knows by itself that each walk is in order and merges them as far as the page goes.
    if (!dialect.walksRows) return `SELECT position ${walkOf({ table, dialect }, filter, parts).sql}`
    return `SELECT position FROM (SELECT position ${onePage({ table, dialect }, filter, parts)}) AS page${n}`
  })
  const nearest = `${positions.join(' UNION ALL ')} ORDER BY position ${sqlOrder(range)} LIMIT ${bind(range.limit)}`
  return { sql: `SELECT ${columns} FROM ${table.name} WHERE position IN (${nearest})`, params }
}

/** Whether an index holds just what the filter passes. Otherwise it also holds what its further fields do not pass. */
export function isServedByIndex<Filter extends LogFilter>(
  table: Pick<LogTable<never, Filter>, 'compared'>,
  filter: SingleFilter<Filter>,
  exceptAccountId: readonly string[] = [],
): boolean {
  const given = fieldsOf(table, filter)
  return given.length === walkedOf(table, given).length && !leavesOut(given, exceptAccountId)
}

function leavesOut(given: readonly string[], exceptAccountId: readonly string[]): boolean {
  return exceptAccountId.length > 0 && given[0] !== 'accountId'
}

function fieldsOf<Filter extends LogFilter>(
  table: Pick<LogTable<never, Filter>, 'compared'>,
  filter: SingleFilter<Filter>,
): readonly (ComparedField<Filter> & string)[] {
  return comparedFields(table).filter((field) => filter[field] !== undefined)
}

/** The fields of the index that is walked: the account and another one. */
function walkedOf<Filter extends LogFilter, Field extends ComparedField<Filter> & string>(
  { compared }: Pick<LogTable<never, Filter>, 'compared'>,
  given: readonly Field[],
): readonly Field[] {
  const most = given[0] === 'accountId' ? 2 : 1
  return given.filter((field) => compared[field].computed === undefined).slice(0, most)
}

interface Bound extends PageRange {
  readonly bind: Bind
}

/** The query of one page, without its columns. */
function onePage<T, Filter extends LogFilter>(
  source: LogSource<T, Filter>,
  filter: SingleFilter<Filter>,
  bound: Bound,
): string {
  const { sql, along } = walkOf(source, filter, bound)
  const order = along.map((column) => `${column} ${sqlOrder(bound)}`).join(', ')
  return `${sql} ORDER BY ${order} LIMIT ${bound.bind(bound.limit)}`
}

/**
 * Walks one index from bound to bound: that of the account and the first other filter, as far as they are given. Answers
 * the columns of that index too.
 */
function walkOf<T, Filter extends LogFilter>(
  { table, dialect }: LogSource<T, Filter>,
  filter: SingleFilter<Filter>,
  { bind, above, below, exceptAccountId = [] }: Bound,
): { readonly sql: string; readonly along: readonly string[] } {
  const given = fieldsOf(table, filter)
  const compare = (field: ComparedField<Filter> & string): Wanted => {
    const { column, computed = column } = table.compared[field]
    return { column: partSql(computed, bind), value: bind(filter[field] as string) }
  }
  const along = walkedOf(table, given)
  const walked = along.map(compare)
  const others = given.filter((field) => !along.includes(field)).map(compare)
  const within = dialect.walksRows ? rowsBetween : positionsBetween
  const left = leavesOut(given, exceptAccountId)
    ? [`account_id NOT IN (${dialect.textsIn(bind(JSON.stringify(exceptAccountId)))})`]
    : []
  const conditions = [...within(walked, bind(above), bind(below)), ...others.map(isEqual), ...left]
  return {
    sql: `FROM ${table.name} WHERE ${conditions.join(' AND ')}`,
    along: [...walked.map(({ column }) => column), 'position'],
  }
}

const sqlOrder = ({ direction }: Pick<PageRange, 'direction'>) => (direction === 'NEWEST_FIRST' ? 'DESC' : 'ASC')

interface Wanted {
  readonly column: string
  readonly value: string
}

const isEqual = ({ column, value }: Wanted) => `${column} = ${value}`

function positionsBetween(walked: readonly Wanted[], above: string, below: string): string[] {
  return [...walked.map(isEqual), `position > ${above}`, `position < ${below}`]
}

/** The same records, but no other index than the one of these columns has them in order. */
function rowsBetween(walked: readonly Wanted[], above: string, below: string): string[] {
  const columns = [...walked.map(({ column }) => column), 'position'].join(', ')
  const row = (position: string) => [...walked.map(({ value }) => value), position].join(', ')
  return [`(${columns}) > (${row(above)})`, `(${columns}) < (${row(below)})`]
}
