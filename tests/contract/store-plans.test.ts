import { expect, it } from 'vitest'
import type { LogFilter } from '../../server/storage/journal.js'
import type { LogTable } from '../../server/storage/sql/log-table.js'
import { closedTradesTable, decisionsTable, fillsTable, ordersTable } from '../../server/storage/sql/log-table.js'
import { boundsQuery } from '../../server/storage/sql/page-bounds.js'
import type { Query } from '../../server/storage/sql/page-query.js'
import { pageQuery } from '../../server/storage/sql/page-query.js'
import type { SqlDatabase } from '../../server/storage/sql-database.js'
import { describeOn } from '../support/store/describe-on.js'
import type { Engine } from '../support/store/store-home.js'
import { postgres, sqlite } from '../support/store/store-home.js'

interface NamedQuery extends Query {
  readonly name: string
}

const directions = ['NEWEST_FIRST', 'OLDEST_FIRST'] as const

/** Pages under every set of what a log offers to compare. */
function queriesOf<T, Filter extends LogFilter>(table: LogTable<T, Filter>): NamedQuery[] {
  return subsets(Object.keys(table.compared)).flatMap((fields) => {
    const filter = Object.fromEntries(fields.map((field) => [field, 'a'])) as unknown as Filter
    return directions.map((direction) => ({
      name: `${table.name} by ${fields.join(', ') || 'nothing'}, ${direction}`,
      ...pageQuery(table, filter, { direction, above: 10, below: 500, limit: 51 }),
    }))
  })
}

function subsets(items: readonly string[]): string[][] {
  return items.reduce<string[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}

const tables = [decisionsTable, ordersTable, fillsTable, closedTradesTable] as LogTable<unknown, LogFilter>[]
const pages = tables.flatMap((table) => queriesOf(table))
const lookUps = tables.flatMap((table) => boundsQuery(table, { after: 'a', fromMs: 1, toMs: 2 }) ?? [])

async function sqlitePlan(database: SqlDatabase, { sql, params }: Query): Promise<string> {
  const steps = await database.read(`EXPLAIN QUERY PLAN ${sql}`, params)
  return steps.map(({ detail }) => detail).join('\n')
}

interface Wording {
  /** Steps that cost more than what is answered. */
  readonly costly: RegExp
  /** A walk along an index from one position to another. */
  readonly bounded: RegExp
}

function describePlans(engine: Engine, plan: typeof sqlitePlan, { costly, bounded }: Wording): void {
  describeOn(engine, 'planning pages', (makeHome) => {
    it(`walks an index from bound to bound and sorts nothing, for all of ${pages.length} kinds of pages`, async () => {
      await using home = await makeHome()
      await (await home.open())[Symbol.asyncDispose]()
      await using database = home.openDatabase()
      for (const query of pages) {
        const steps = await plan(database, query)
        expect(steps, query.name).not.toMatch(costly)
        expect(steps, query.name).toMatch(bounded)
      }
    })

    it('looks up cursors and times by an index', async () => {
      await using home = await makeHome()
      await (await home.open())[Symbol.asyncDispose]()
      await using database = home.openDatabase()
      expect(lookUps).toHaveLength(tables.length)
      for (const query of lookUps) expect(await plan(database, query), query.sql).not.toMatch(costly)
    })
  })
}

describePlans(sqlite, sqlitePlan, {
  costly: /TEMP B-TREE|SCAN (?!CONSTANT)/,
  bounded: /INDEX .*(position>\? AND position<\?)|INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/,
})
describePlans(
  postgres,
  (database, { sql, params }) =>
    // The tables are empty, and reading an empty table from end to end is cheapest.
    database.transaction(async (session) => {
      await session.run('SET LOCAL enable_seqscan = off')
      await session.run('SET LOCAL enable_bitmapscan = off')
      const steps = await session.run(`EXPLAIN ${sql}`, params)
      return steps.map((row) => row['QUERY PLAN']).join('\n')
    }),
  { costly: /Sort|Seq Scan/, bounded: /Index Cond: .*\("?position"? > .*\("?position"? < / },
)
