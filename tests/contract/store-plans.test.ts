import { expect, it } from 'vitest'
import type { DecisionFilter, LogFilter } from '../../server/storage/journal.js'
import type { SqlDatabase, SqlDialect } from '../../server/storage/sql-database.js'
import {
  closedTradesTable,
  decisionsAsMadeTable,
  decisionsTable,
  fillsTable,
  orderEventsTable,
  ordersTable,
  scoreEventsTable,
  type LogTable,
} from '../../server/storage/sql/log-table.js'
import { boundsQuery } from '../../server/storage/sql/page-bounds.js'
import { pageQuery, singleFilters, type Query, type SingleFilter } from '../../server/storage/sql/page-query.js'
import { describeOn } from '../support/store/describe-on.js'
import { postgres, sqlite, type Engine } from '../support/store/store-home.js'

interface NamedQuery {
  readonly name: string
  queryFor(dialect: SqlDialect): Query
  /** Columns that the walk has to be narrowed by: those of one filter, also within an account. */
  readonly walked: readonly string[]
  /** Whether it puts the positions of several pages in order, each of which is no longer than the page. */
  readonly isOfSeveral?: boolean
}

const directions = ['NEWEST_FIRST', 'OLDEST_FIRST'] as const

/** Pages under every set of what a log offers to compare. */
function queriesOf<T, Filter extends LogFilter>(table: LogTable<T, Filter>): NamedQuery[] {
  return subsets(Object.keys(table.compared)).flatMap((fields) => {
    const filter = Object.fromEntries(fields.map((field) => [field, 'a'])) as SingleFilter<Filter>
    return directions.map((direction) => ({
      name: `${table.name} by ${fields.map((field) => columnOf(table, field)).join(', ') || 'nothing'}, ${direction}`,
      walked:
        fields.filter((field) => field !== 'accountId').length < 2 ? fields.map((field) => columnOf(table, field)) : [],
      queryFor: (dialect) => pageQuery({ table, dialect }, [filter], { direction, above: 0, below: 1e12, limit: 51 }),
    }))
  })
}

function columnOf(table: Pick<LogTable<unknown, LogFilter>, 'compared'>, field: string): string {
  return Object.entries(table.compared).find(([name]) => name === field)?.[1].column ?? ''
}

function subsets(items: readonly string[]): string[][] {
  return items.reduce<string[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}

const tables = [
  decisionsTable,
  decisionsAsMadeTable,
  scoreEventsTable,
  ordersTable,
  orderEventsTable,
  fillsTable,
  closedTradesTable,
] as LogTable<unknown, LogFilter>[]

/** Pages of several actions, alone and with other fields, of several values too. */
function queriesOfTrades(): NamedQuery[] {
  const trades = ['BUY_TO_ENTER', 'SELL_TO_ENTER', 'CLOSE'] as const
  const others: DecisionFilter[] = [
    {},
    { accountId: ['a'] },
    { accountId: ['a', 'b'] },
    { symbol: ['a'] },
    { accountId: ['a'], outcome: ['STOP'] },
    { accountId: ['a', 'b'], symbol: ['a', 'b'], outcome: ['STOP', 'TARGET'] },
  ]
  const byAction = [decisionsTable, decisionsAsMadeTable, scoreEventsTable] as LogTable<unknown, DecisionFilter>[]
  return byAction
    .flatMap((table) => others.map((other) => ({ table, other })))
    .flatMap(({ table, other }) =>
      directions.map((direction) => ({
        name: `${table.name} of several actions by ${Object.keys(other).join(', ') || 'nothing'}, ${direction}`,
        walked: [],
        isOfSeveral: true,
        queryFor: (dialect) => {
          const filters = singleFilters(table, { ...other, action: trades })
          return pageQuery({ table, dialect }, filters, { direction, above: 0, below: 1e12, limit: 51 })
        },
      })),
    )
}

const pages = [...tables.flatMap((table) => queriesOf(table)), ...queriesOfTrades()]
const lookUps = tables.flatMap((table) => boundsQuery(table, { after: 'a', fromMs: 1, toMs: 2 }) ?? [])

async function sqlitePlan(database: SqlDatabase, { sql, params }: Query): Promise<string> {
  const steps = await database.read(`EXPLAIN QUERY PLAN ${sql}`, params)
  return steps.map(({ detail }) => detail).join('\n')
}

async function postgresPlan(database: SqlDatabase, { sql, params }: Query): Promise<string> {
  const steps = await database.read(`EXPLAIN ${sql}`, params)
  return steps.map((row) => row['QUERY PLAN']).join('\n')
}

/**
 * PostgreSQL plans by what it believes to be in the tables, and right after they were filled it believes anything. Here
 * are ten accounts with five kinds of records each.
 */
async function fillPostgres(database: SqlDatabase, isAnalyzed: boolean): Promise<void> {
  const columns: Record<(typeof tables)[number]['name'], string> = {
    decisions: 'seq, action, outcome, outcome_as_made',
    score_events: 'seq, action, outcome, decision_id',
    orders: 'status',
    order_events: 'seq, status',
    fills: 'seq',
    closed_trades: 'seq, outcome',
  }
  await database.transaction(async (session) => {
    await session.run(`INSERT INTO accounts (id, body, opened_at, decision_seq, fill_seq)
      SELECT chr(97 + n), '', 0, 0, 0 FROM generate_series(0, 9) AS n`)
    for (const [table, more] of Object.entries(columns)) {
      const isCounted = (column: string) => ['seq', 'decision_id'].includes(column)
      const values = more.split(', ').map((column) => (isCounted(column) ? 'n' : 'chr(97 + n / 10 % 4)'))
      await session.run(`INSERT INTO ${table} (id, account_id, symbol, recorded_at, body, ${more})
        SELECT n, chr(97 + n % 10), chr(97 + n / 10 % 4), n, '', ${values.join(', ')} FROM generate_series(1, 4000) AS n`)
      if (isAnalyzed) await session.run(`ANALYZE ${table}`)
    }
  })
}

interface Planner {
  /** The steps of a query's plan, in the engine's words. */
  plan(database: SqlDatabase, query: Query): Promise<string>
  prepare(database: SqlDatabase): Promise<void>
  /** Steps that cost more than what is answered. */
  readonly costly: RegExp
  /** The same where pages of several filters are merged. */
  readonly costlyOfSeveral: RegExp
  /** A walk along an index from one position to another. */
  readonly bounded: RegExp
}

function describePlans(engine: Engine, { plan, prepare, costly, costlyOfSeveral, bounded }: Planner): void {
  describeOn(engine, 'planning pages', (makeHome) => {
    it(`walks an index from bound to bound and sorts nothing, for all of ${pages.length} kinds of pages`, async () => {
      await using home = await makeHome()
      await (await home.open())[Symbol.asyncDispose]()
      await using database = home.openDatabase()
      await prepare(database)
      for (const query of pages) {
        const steps = await plan(database, query.queryFor(database.dialect))
        expect(steps, query.name).not.toMatch(query.isOfSeveral ? costlyOfSeveral : costly)
        const walk = bounded.exec(steps)?.[0]
        expect(walk, `${query.name}\n${steps}`).toBeDefined()
        for (const column of query.walked) expect(walk, query.name).toContain(column)
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

describePlans(sqlite, {
  plan: sqlitePlan,
  prepare: async () => {},
  costly: /TEMP B-TREE|SCAN (?!CONSTANT)/,
  costlyOfSeveral: /TEMP B-TREE|SCAN (?!CONSTANT)/,
  bounded: /INDEX .*(position>\? AND position<\?)|INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/,
})
for (const isAnalyzed of [false, true]) {
  describePlans(postgres, {
    plan: postgresPlan,
    prepare: (database) => fillPostgres(database, isAnalyzed),
    costly: /Sort|Seq Scan|JIT/,
    costlyOfSeveral: /Seq Scan|JIT/,
    bounded: /Index Cond: .*position"?\)? > .*position"?\)? < /,
  })
}
