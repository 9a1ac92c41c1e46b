import type { UnixMs } from '../../domain/units.js'
import type { CursorFault, LogFilter, RecordLog } from '../journal.js'
import type { SqlRow } from '../sql-database.js'
import { isStorable, numberIn } from './columns.js'
import { comparedFields, type LogTable } from './log-table.js'
import { boundsOf, boundsQuery, extentQuery } from './page-bounds.js'
import { isServedByIndex, pageQuery, singleFilters, type PageRange, type SingleFilter } from './page-query.js'
import type { Reads } from './reads.js'
import { recordQuery } from './record-query.js'
import { stretchesOf } from './stretches.js'

interface PageRequest extends Pick<PageRange, 'direction' | 'limit'> {
  readonly after?: string | undefined
  readonly goesOn?: boolean | undefined
}

/** Reads a table of records, page by page. `atMs`: as it was then, without what was recorded later. */
export function sqlLog<T, Filter extends LogFilter>(
  reads: Reads,
  table: LogTable<T, Filter>,
  atMs: UnixMs | null = null,
): RecordLog<T, Filter> {
  /** Before which a record was recorded. */
  const endMs = atMs === null ? Infinity : atMs + 1

  async function rowsOf(
    filter: Filter,
    { after, goesOn = false, direction, limit }: PageRequest,
  ): Promise<readonly SqlRow[] | CursorFault> {
    if (after !== undefined && !isStorable(after)) return 'UNKNOWN_CURSOR'
    const { fromMs, exceptAccountId = [] } = filter
    const toMs = Math.min(filter.toMs ?? Infinity, endMs)
    const place = { after, fromMs, ...(toMs < Infinity && { toMs }), ...(!goesOn && { exceptAccountId }) }
    const lookUp = boundsQuery(table, place)
    const [found = {}] = lookUp ? await reads.read(lookUp.sql, lookUp.params) : []
    const bounds = boundsOf(found, place, direction)
    if (bounds === 'UNKNOWN_CURSOR') return bounds
    const filters = singleFilters(table, filter).filter((one: SingleFilter<LogFilter>) => {
      if (one.accountId !== undefined && exceptAccountId.includes(one.accountId)) return false
      return Object.values(one).every(isStorable)
    })
    if (filters.length === 0) return []
    const range = { ...bounds, direction, limit, exceptAccountId }
    return filters.every((one) => isServedByIndex(table, one, exceptAccountId))
      ? pageOf(filters, range, reads.read)
      : searched(filters, range)
  }

  async function pageOf(
    filters: readonly SingleFilter<Filter>[],
    range: PageRange,
    read: Reads['read'],
  ): Promise<readonly SqlRow[]> {
    const { sql, params } = pageQuery({ table, dialect: reads.dialect }, filters, range)
    const rows = await read(sql, params)
    return filters.length === 1 ? rows : inOrder(rows, range)
  }

  /** Many rows may be read that the filter does not pass. Other queries come in between the stretches. */
  async function searched(filters: readonly SingleFilter<Filter>[], range: PageRange): Promise<readonly SqlRow[]> {
    const [row] = await reads.read(extentQuery(table))
    const extent = row ? { oldest: numberIn(row, 'oldest'), newest: numberIn(row, 'newest') } : { oldest: 1, newest: 0 }
    const found: SqlRow[] = []
    for (const stretch of stretchesOf(range, extent, filters.length)) {
      found.push(...(await pageOf(filters, { ...stretch, limit: range.limit - found.length }, reads.search)))
      if (found.length === range.limit) break
    }
    return found
  }

  return {
    async get(id) {
      if (!isStorable(id)) return null
      const { sql, params } = recordQuery(table, { id, untilMs: atMs })
      const [row] = await reads.read(sql, params)
      return row ? table.record(row) : null
    },
    async newestFirst(filter, { after, limit }) {
      const found = await rowsOf(filter, { after, direction: 'NEWEST_FIRST', limit: limit + 1 })
      if (found === 'UNKNOWN_CURSOR') return found
      return { items: found.slice(0, limit).map((row) => table.record(row)), hasMore: found.length > limit }
    },
    async oldestFirst(filter, { after, limit, goesOn }) {
      const found = await rowsOf(filter, { after, goesOn, direction: 'OLDEST_FIRST', limit })
      return found === 'UNKNOWN_CURSOR' ? found : found.map((row) => table.record(row))
    },
    passes(record, filter) {
      if (filter.exceptAccountId?.includes(table.compared.accountId.of(record) ?? '')) return false
      return comparedFields(table).every((field) => {
        const wanted = filter[field] as readonly (string | null)[] | undefined
        return wanted === undefined || wanted.includes(table.compared[field].of(record))
      })
    },
  }
}

/** The page of several pages. */
function inOrder(rows: readonly SqlRow[], { direction, limit }: Pick<PageRange, 'direction' | 'limit'>): SqlRow[] {
  const sign = direction === 'NEWEST_FIRST' ? -1 : 1
  return rows.toSorted((a, b) => sign * (numberIn(a, 'position') - numberIn(b, 'position'))).slice(0, limit)
}
