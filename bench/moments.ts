import { sleep } from './soak/waiting.js'
import { flag } from './support/flags.js'
import { Follower } from './support/follower.js'
import { forkServer } from './support/forked.js'
import { report, type Row } from './support/report.js'
import { mean, median, quantile, rounded } from './support/statistics.js'

/**
 * What `at` costs: the answer of a moment that is made for it, `--rounds=60` random ones of each kind, that of one that is kept, and the
 * same query live; the longest turn of the server's event loop meanwhile, and how late a live subscriber hears of the index. First answers
 * that take longer than an operation may are counted apart. CPU is that of the server's process, collecting garbage included, without what
 * it uses for its live market meanwhile. `bench/moments/moments-server.ts` says what is recorded.
 */
const rounds = flag('rounds', 60)
const again = 5
/** So long the accounts trade before they are asked for. */
const tradeSeconds = 40
const idleSeconds = 5

const script = new URL('moments/moments-server.ts', import.meta.url).pathname
await using server = await forkServer(script)
const graphqlUrl = `${server.url}graphql`
using follower = new Follower(graphqlUrl.replace('http', 'ws'), {
  query: 'subscription { marketData(currency: "BTC") { asOf indexPriceUsd } }',
  variables: {},
})

async function answerTo(query: string): Promise<string> {
  const headers = { 'content-type': 'application/json', connection: 'close' }
  const response = await fetch(graphqlUrl, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return response.text()
}

/** How long the answer took, in milliseconds. Null: longer than the server lets an operation take. */
async function asked(query: string): Promise<number | null> {
  const begun = performance.now()
  const text = await answerTo(query)
  if (text.includes('"TIMED_OUT"')) return null
  if (text.includes('"errors"')) throw new Error(text)
  return performance.now() - begun
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

interface Measured {
  readonly name: string
  readonly field: string
  readonly args: string
  readonly selection: string
  readonly span: Span
}

/** Microseconds of CPU that the server uses in a millisecond while nobody asks. */
async function idleRate(): Promise<number> {
  const before = await server.cpuMicros()
  await sleep(idleSeconds * 1_000)
  return ((await server.cpuMicros()) - before) / (idleSeconds * 1_000)
}

async function measured({ name, field, args, selection, span }: Measured, idle: number): Promise<Row> {
  const query = (at: string) => `{ ${field}${args || at ? `(${args} ${at})` : ''} ${selection} }`
  const [first, cpu, kept, live]: number[][] = [[], [], [], []]
  let timedOut = 0
  await asked(query(''))
  await server.longestStallMs()
  follower.reset()
  for (let round = 0; round < rounds; round += 1) {
    const atMs = span.fromMs + Math.random() * (span.toMs - span.fromMs)
    const then = query(`at: "${new Date(atMs).toISOString()}"`)
    const before = await server.cpuMicros()
    const took = await asked(then)
    if (took === null) {
      timedOut += 1
      first?.push(Infinity)
      continue
    }
    cpu?.push(((await server.cpuMicros()) - before - idle * took) / 1_000)
    first?.push(took)
    for (let time = 0; time < again; time += 1) {
      kept?.push((await asked(then)) ?? Infinity)
      live?.push((await asked(query(''))) ?? Infinity)
    }
  }
  return {
    case: name,
    timedOut,
    firstP50: rounded(median(first ?? [])),
    firstP99: rounded(quantile(first ?? [], 0.99)),
    cpuMean: rounded(mean(cpu ?? [])),
    cpuP99: rounded(quantile(cpu ?? [], 0.99)),
    keptP50: rounded(median(kept ?? [])),
    liveP50: rounded(median(live ?? [])),
    longestTurn: rounded(await server.longestStallMs()),
    liveDelayP99: rounded(quantile(follower.delaysMs, 0.99), 0),
  }
}

await sleep(tradeSeconds * 1_000)
const text = await answerTo('{ status { history { from } } }')
const { from } = (JSON.parse(text) as { data: { status: { history: { from: string } } } }).data.status.history
const nowMs = Date.now()
const minutes = flag('minutes', 20)
const recorded = { fromMs: Date.parse(from) + 60_000, toMs: Date.parse(from) + minutes * 60_000 }
const justNow = { fromMs: nowMs - (tradeSeconds - 5) * 1_000, toMs: nowMs }
const chain = {
  field: 'optionsChain',
  args: 'currency: "BTC", limit: 10',
  selection: '{ contracts { symbol markIv } }',
}
const market = { field: 'marketData', args: 'currency: "BTC"', selection: '{ asOf indexPriceUsd }' }
const account = { field: 'performance', args: 'account: "momentum"', selection: '{ accountValueUsd maxDrawdownPct }' }
const cases: readonly Measured[] = [
  { name: 'market', ...market, span: recorded },
  { name: 'chain', ...chain, span: recorded },
  { name: 'expiries', field: 'expiries', args: '', selection: '{ expiryLabel atmIv }', span: recorded },
  { name: 'candles', field: 'candles', args: 'first: 60', selection: '{ edges { node { close } } }', span: recorded },
  { name: 'market, of just now', ...market, span: justNow },
  {
    name: 'decisions',
    field: 'decisions',
    args: 'first: 20',
    selection: '{ edges { node { action } } }',
    span: justNow,
  },
  { name: 'an account', ...account, span: justNow },
  { name: 'leaderboard', field: 'leaderboard', args: 'first: 20', selection: '{ rank }', span: justNow },
]

await server.longestStallMs()
const idle = await idleRate()
const alone: Row = {
  case: 'nobody asks',
  longestTurn: rounded(await server.longestStallMs()),
  liveDelayP99: rounded(quantile(follower.delaysMs, 0.99), 0),
}
const rows: Row[] = [alone]
for (const one of cases) rows.push(await measured(one, idle))
const headings = {
  timedOut: 'timed out',
  firstP50: 'first answer, ms, p50',
  firstP99: 'first, p99',
  cpuMean: 'CPU ms, mean',
  cpuP99: 'CPU, p99',
  keptP50: 'kept, ms',
  liveP50: 'live, ms',
  longestTurn: 'longest turn, ms',
  liveDelayP99: 'live delay, ms, p99',
}
report('moments', headings, rows)
