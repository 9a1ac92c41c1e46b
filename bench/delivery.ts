import type { Audience } from './support/audience.js'
import { gather } from './support/audience.js'
import { flag } from './support/flags.js'
import type { Forked } from './support/forked.js'
import { forkServer } from './support/forked.js'
import type { Row } from './support/report.js'
import { report } from './support/report.js'
import { median, quantile, rounded } from './support/statistics.js'

/**
 * What one delivered event costs the server today, one execution and one serialisation per subscriber, as the libraries
 * document it; against a loop that sends the very same texts to as many raw sockets. One subscription a socket; servers
 * and clients in processes of their own; the two paths take turns, `--rounds=5` of `--events=40` to `--clients=500`. An
 * event follows when all have had the one before, for idle pauses would make both paths, and the floor most, dearer.
 */
const clients = flag('clients', 500)
const events = flag('events', 40)
const rounds = flag('rounds', 5)
const warmUpEvents = 30
const contract = `symbol optionKind strikeUsd bidPriceCoin bidPriceUsd bidIv askPriceCoin askPriceUsd askIv markPriceCoin
  markPriceUsd markIv greeks { delta gamma vega theta } openInterestCoin`

interface Case {
  readonly name: string
  readonly query: string
  /** Chains are published at most every 100 ms: no event should wait for that. */
  readonly leastMs: number
}

const cases: readonly Case[] = [
  {
    name: 'tick, 9 fields',
    query: `subscription { marketData { seq asOf source freshness indexPriceUsd
      perpetual { bidPriceUsd askPriceUsd markPriceUsd fundingRate8h } } }`,
    leastMs: 0,
  },
  {
    name: 'chain, 10 rows',
    query: `subscription { optionsChain(limit: 10) { seq asOf source freshness underlyingPriceUsd
      contracts { ${contract} } } }`,
    leastMs: 110,
  },
]

interface Path {
  readonly server: Forked
  readonly audience: Audience
  /** From one event to the next. */
  readonly leastMs: number
}

interface Block {
  readonly micros: number
  /** From the publishing until the last client had it. */
  readonly lastMs: readonly number[]
  readonly texts: readonly string[]
}

async function publishOnce({ server, audience }: Path): Promise<number> {
  const [lastAtMs, publishedAtMs] = await Promise.all([audience.allHaveNext(), server.publish()])
  return lastAtMs - publishedAtMs
}

async function runBlock(path: Path, count: number): Promise<Block> {
  const lastMs: number[] = []
  const texts: string[] = []
  const before = await path.server.cpuMicros()
  for (let event = 0; event < count; event += 1) {
    const paced = new Promise((resolve) => setTimeout(resolve, path.leastMs))
    lastMs.push(await publishOnce(path))
    texts.push(path.audience.newest())
    await paced
  }
  return { micros: ((await path.server.cpuMicros()) - before) / (count * clients), lastMs, texts }
}

function rowOf(name: string, path: string, blocks: readonly Block[], floor: readonly Block[]): Row {
  const micros = blocks.map((block) => block.micros)
  const lastMs = blocks.flatMap((block) => block.lastMs)
  return {
    case: name,
    path,
    clients,
    bytes: median(blocks.flatMap(({ texts }) => texts.map((text) => Buffer.byteLength(text)))),
    cpuMicros: rounded(median(micros)),
    cpuMicrosLeast: rounded(Math.min(...micros)),
    cpuMicrosMost: rounded(Math.max(...micros)),
    timesRaw: rounded(median(micros.map((one, round) => one / (floor[round]?.micros ?? Number.NaN)))),
    lastClientP50Ms: rounded(quantile(lastMs, 0.5)),
    lastClientP99Ms: rounded(quantile(lastMs, 0.99)),
  }
}

async function compare({ name, query, leastMs }: Case): Promise<Row[]> {
  await using server = await forkServer('bench/support/gammacast-server.ts')
  using audience = await gather({ url: server.url, clients, query })
  const ours: Path = { server, audience, leastMs }
  await runBlock(ours, warmUpEvents)
  const { texts } = await runBlock(ours, events)
  await using rawServer = await forkServer('bench/support/raw-server.ts', texts)
  using rawAudience = await gather({ url: rawServer.url, clients })
  const raw: Path = { server: rawServer, audience: rawAudience, leastMs: 0 }
  await runBlock(raw, warmUpEvents)
  const blocks: { raw: Block; ours: Block }[] = []
  for (let round = 0; round < rounds; round += 1) {
    blocks.push({ raw: await runBlock(raw, events), ours: await runBlock(ours, events) })
  }
  const floor = blocks.map((block) => block.raw)
  const present = blocks.map((block) => block.ours)
  return [rowOf(name, 'raw ws loop', floor, floor), rowOf(name, 'execution per subscriber', present, floor)]
}

const rows: Row[] = []
for (const one of cases) rows.push(...(await compare(one)))
report(
  'delivery',
  {
    cpuMicros: 'CPU µs a delivery',
    cpuMicrosLeast: 'least',
    cpuMicrosMost: 'most',
    timesRaw: 'times raw',
    lastClientP50Ms: 'last client p50 ms',
    lastClientP99Ms: 'p99 ms',
  },
  rows,
)
