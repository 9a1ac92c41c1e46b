import { expect, it } from 'vitest'
import type { SqlDatabase, SqlValue } from '../../server/storage/sql-database.js'
import { pruneQueries } from '../../server/storage/sql/prune-history.js'
import { barQueries } from '../../server/storage/sql/sql-bar-store.js'
import { historyQueries } from '../../server/storage/sql/sql-history-reader.js'
import { describeOn } from '../support/store/describe-on.js'
import { openHistory } from '../support/store/history-home.js'
import { postgres, sqlite, type Engine } from '../support/store/store-home.js'

const queries = Object.entries({ ...historyQueries, ...pruneQueries, ...barQueries })

interface Planner {
  readonly explain: string
  readonly step: string
  /** Steps that take longer the more is recorded. */
  readonly costly: RegExp
}

const planners: readonly (readonly [Engine, Planner])[] = [
  [
    sqlite,
    {
      explain: 'EXPLAIN QUERY PLAN',
      step: 'detail',
      costly: /TEMP B-TREE|SCAN (?!CONSTANT|minute_bars USING INDEX)/,
    },
  ],
  [postgres, { explain: 'EXPLAIN', step: 'QUERY PLAN', costly: /Sort|Seq Scan|JIT/ }],
]

/** Parameters of the kinds that each query has. */
function paramsOf(sql: string): SqlValue[] {
  const count = Math.max(0, ...Array.from(sql.matchAll(/\$(\d)/g), ([, number]) => Number(number)))
  const isOfMarket = sql.includes('source = $1')
  return Array.from({ length: count }, (_, index) => (isOfMarket && index < 2 ? 'a' : index + 1))
}

async function planOf(database: SqlDatabase, sql: string, { explain, step }: Planner): Promise<string> {
  const steps = await database.read(`${explain} ${sql}`, paramsOf(sql))
  return steps.map((row) => String(row[step])).join('\n')
}

for (const [engine, planner] of planners) {
  describeOn(engine, 'planning what is asked of the history', (makeHome) => {
    it('walks an index and sorts nothing, however much is recorded', async () => {
      await using home = await makeHome()
      await (await openHistory(home))[Symbol.asyncDispose]()
      await using database = home.openHistoryDatabase()
      for (const [name, sql] of queries) expect(await planOf(database, sql, planner), name).not.toMatch(planner.costly)
    })
  })
}
