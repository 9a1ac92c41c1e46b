import { expect, it } from 'vitest'
import type { LogFilter } from '../../server/storage/journal.js'
import type { LogTable } from '../../server/storage/sql/log-table.js'
import { closedTradesTable, decisionsTable, fillsTable, ordersTable } from '../../server/storage/sql/log-table.js'
import type { PageRange, Query } from '../../server/storage/sql/page-query.js'
import { pageQuery } from '../../server/storage/sql/page-query.js'
import type { SqlDatabase } from '../../server/storage/sql-database.js'
import { describeOn } from '../support/store/describe-on.js'
import type { Engine } from '../support/store/store-home.js'
import { postgres, sqlite } from '../support/store/store-home.js'

interface NamedQuery extends Query {
  readonly name: string
}

const ranges: PageRange[] = [
  { direction: 'NEWEST_FIRST', from: null, limit: 51 },
  { direction: 'NEWEST_FIRST', from: 500, limit: 51 },
  { direction: 'OLDEST_FIRST', from: 500, limit: 51 },
]

/** Pages under every set of the filters that a log offers. */
function queriesOf<T, Filter extends LogFilter>(table: LogTable<T, Filter>): NamedQuery[] {
  const offered = [...Object.keys(table.compared), 'fromMs', 'toMs']
  const value = (field: string) => (field.endsWith('Ms') ? 1_700_000_000_000 : 'a')
  return subsets(offered).flatMap((fields) => {
    const filter = Object.fromEntries(fields.map((field) => [field, value(field)])) as unknown as Filter
    return ranges.map((range) => ({
      name: `${table.name} by ${fields.join(', ') || 'nothing'}, ${range.direction} from ${range.from}`,
      ...pageQuery(table, filter, range),
    }))
  })
}

function subsets(items: readonly string[]): string[][] {
  return items.reduce<string[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}

const queries = [decisionsTable, ordersTable, fillsTable, closedTradesTable].flatMap((table) =>
  queriesOf(table as LogTable<unknown, LogFilter>),
)

async function sqlitePlan(database: SqlDatabase, { sql, params }: Query): Promise<string> {
  const steps = await database.read(`EXPLAIN QUERY PLAN ${sql}`, params)
  return steps.map(({ detail }) => detail).join('\n')
}

/** A page must stop when it is full, so the plan of one may neither sort nor walk the table. */
function describePlans(engine: Engine, plan: typeof sqlitePlan, wrong: RegExp): void {
  describeOn(engine, 'planning pages', (makeHome) => {
    it(`walks an index in order, for all of ${queries.length} kinds of pages`, async () => {
      await using home = await makeHome()
      await (await home.open())[Symbol.asyncDispose]()
      await using database = home.openDatabase()
      for (const query of queries) {
        const steps = await plan(database, query)
        expect(steps, `${query.name}\n${query.sql}`).not.toMatch(wrong)
        expect(steps, query.name).toMatch(/USING (COVERING )?INDEX|USING INTEGER PRIMARY KEY|Index (Only )?Scan/)
      }
    })
  })
}

describePlans(sqlite, sqlitePlan, /TEMP B-TREE|SCAN (?!CONSTANT)/)
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
  /Sort|Seq Scan/,
)
