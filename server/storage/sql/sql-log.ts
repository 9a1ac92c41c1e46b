import type { CursorFault, Log, LogFilter } from '../journal.js'
import type { SqlDatabase } from '../sql-database.js'
import { isStorable, numberIn } from './columns.js'
import type { LogTable } from './log-table.js'
import type { PageRange } from './page-query.js'
import { pageQuery } from './page-query.js'

/** Reads a table of records, page by page. */
export function sqlLog<T, Filter extends LogFilter>(database: SqlDatabase, table: LogTable<T, Filter>): Log<T, Filter> {
  async function positionOf(id: string): Promise<number | CursorFault> {
    if (!isStorable(id)) return 'UNKNOWN_CURSOR'
    const [row] = await database.read(`SELECT position FROM ${table.name} WHERE id = $1`, [id])
    return row ? numberIn(row, 'position') : 'UNKNOWN_CURSOR'
  }

  async function records(filter: Filter, range: PageRange): Promise<readonly T[]> {
    const texts = Object.values(filter).filter((value) => typeof value === 'string')
    if (!texts.every(isStorable)) return []
    const { sql, params } = pageQuery(table, filter, range)
    return (await database.read(sql, params)).map((row) => table.record(row))
  }

  return {
    async get(id) {
      if (!isStorable(id)) return null
      const [row] = await database.read(`SELECT ${table.read.join(', ')} FROM ${table.name} WHERE id = $1`, [id])
      return row ? table.record(row) : null
    },
    async newestFirst(filter, { after, limit }) {
      const from = after === undefined ? null : await positionOf(after)
      if (typeof from === 'string') return from
      const found = await records(filter, { direction: 'NEWEST_FIRST', from, limit: limit + 1 })
      return { items: found.slice(0, limit), hasMore: found.length > limit }
    },
    async oldestFirst(filter, { after, limit }) {
      const from = await positionOf(after)
      return typeof from === 'string' ? from : records(filter, { direction: 'OLDEST_FIRST', from, limit })
    },
  }
}
