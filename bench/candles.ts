import { startBuilt } from './support/built-server.js'
import { post } from './support/post.js'
import { report, type Row } from './support/report.js'
import { median, quantile, rounded } from './support/statistics.js'

/**
 * Candles and volatility of the simulated market at its usual pace: how long it takes until what nobody has asked for yet is
 * there, and how long an answer takes then.
 */
const budgetMs = 30
const answers = 200

interface Asked {
  readonly name: string
  readonly args: string
  readonly field?: 'candles' | 'volatilityHistory'
}

const asked: readonly Asked[] = [
  { name: 'a day of minutes, index', args: 'interval: M1, first: 1440' },
  { name: '30 days of hours, index', args: 'interval: H1, first: 720' },
  { name: '30 days of hours, mark of the perpetual', args: 'interval: H1, first: 720, instrument: "BTC-PERPETUAL"' },
  { name: '30 days of hours, volatility index', args: 'interval: H1, first: 720, value: VOLATILITY_INDEX' },
  { name: '30 days of hours, volatility until 30 days', args: 'interval: H1, first: 720', field: 'volatilityHistory' },
  { name: 'a day of minutes, volatility until 30 days', args: 'interval: M1, first: 1440', field: 'volatilityHistory' },
]

const values = {
  candles: 'open high low close',
  volatilityHistory: 'atmIv riskReversal25Delta butterfly25Delta realizedVolatility putCallOpenInterest',
}

await using server = await startBuilt()
const rows: Row[] = []
for (const one of asked) rows.push(await measured(one))
report('candles', { firstMs: 'until all is there, ms', medianMs: 'then, median ms', p99Ms: 'p99 ms' }, rows)
if (rows.some(({ medianMs }) => Number(medianMs) > budgetMs)) {
  console.error(`An answer takes more than ${budgetMs} ms`)
  process.exitCode = 1
}

async function measured({ name, args, field = 'candles' }: Asked): Promise<Row> {
  const wanted = Number(/first: (\d+)/.exec(args)?.[1])
  const begun = performance.now()
  while ((await ask(field, args)) < wanted);
  const firstMs = performance.now() - begun
  const taken: number[] = []
  for (let count = 0; count < answers; count += 1) {
    const start = performance.now()
    await ask(field, args)
    taken.push(performance.now() - start)
  }
  const [medianMs, p99Ms] = [rounded(median(taken)), rounded(quantile(taken, 0.99))]
  return { case: name, firstMs: rounded(firstMs, 0), medianMs, p99Ms }
}

/** How many came. Each is asked for on a connection of its own, so none waits for the share of the one before. */
async function ask(field: 'candles' | 'volatilityHistory', args: string): Promise<number> {
  const node = `node { from ${values[field]} final }`
  const query = `{ ${field}(${args}) { edges { cursor ${node} } pageInfo { hasNextPage } } }`
  const { text } = await post(`${server.url}graphql`, { query, variables: {} })
  return text.split('"cursor"').length - 1
}
