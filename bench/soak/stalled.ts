import { flag } from '../support/flags.js'
import type { Row } from '../support/report.js'
import { median, quantile, rounded } from '../support/statistics.js'
import { monotonicMs } from './commands.js'
import { bytesInKernel } from './kernel-queues.js'
import type { Outcome } from './outcome.js'
import { megabytes, yesOrNo } from './outcome.js'
import type { SoakServer } from './soak-process.js'
import { startSoakServer } from './soak-process.js'
import { StreamSocket } from './stream-socket.js'
import { comesTrue, sleep, times } from './waiting.js'

/**
 * One reader that reads nothing among those who do. Runs with and without it take turns, each with a server of its own,
 * `--rounds=2` of `--events=2000` to `--clients=100`.
 */
const perSecond = 50
const events = flag('events', 2_000)
/** About 16 KB an event. */
const query = `subscription { marketData { seq perpetual { lastPriceUsd } indexHistory(points: 240) { time priceUsd } } }`
const allowedMs = 15_000
const sweepMs = 1_000
/** Of our looking at it. */
const toleranceMs = 300
const allowedRss = 64
const allowedTimes = 1.2

interface Run {
  readonly delaysMs: readonly number[]
  readonly received: number
  readonly bytes: number
  readonly mostRssBytes: number
  readonly closedAsSlow: number
  readonly alive: boolean
  /** From the last byte that the kernel took. */
  readonly closedAfterMs: number | null
  readonly goneAfterMs: number | null
}

class Healthy {
  readonly delaysMs: number[] = []
  received = 0
  bytes = 0
  readonly heard = (message: Buffer) => {
    const publishedAtMs = /"lastPriceUsd":([\d.]+)/.exec(message.toString('latin1', 0, 200))?.[1]
    this.bytes = message.length
    if (publishedAtMs === undefined) return
    this.received += 1
    this.delaysMs.push(monotonicMs() - Number(publishedAtMs))
  }
}

interface Fate {
  closedAfterMs: number | null
  goneAfterMs: number | null
}

/** Watches a socket that reads nothing until the server has ended it. */
async function fateOf({ localPort }: StreamSocket, server: SoakServer): Promise<Fate> {
  const fate: Fate = { closedAfterMs: null, goneAfterMs: null }
  const { sockets } = await server.figures()
  let held = bytesInKernel(localPort)
  let progressAtMs = monotonicMs()
  await comesTrue(90_000, async () => {
    const now = bytesInKernel(localPort)
    const figures = await server.figures()
    if (figures.closedAsSlow > 0) fate.closedAfterMs ??= monotonicMs() - progressAtMs
    else if (now !== held) progressAtMs = monotonicMs()
    held = now
    if (figures.sockets < sockets) fate.goneAfterMs = monotonicMs() - progressAtMs
    return fate.goneAfterMs !== null
  })
  return fate
}

async function run(withStalled: boolean): Promise<Run> {
  await using server = await startSoakServer()
  const healthy = new Healthy()
  const sockets: StreamSocket[] = []
  const open = async (heard: (message: Buffer) => void) => {
    const stream = await new StreamSocket({ url: server.wsUrl, heard }).init()
    sockets.push(stream)
    stream.subscribe('1', { query, variables: {} })
    return stream
  }
  const clients = flag('clients', 100)
  try {
    await times(withStalled ? clients - 1 : clients, 20, async () => void (await open(healthy.heard)))
    const stalled = withStalled ? await open(() => {}) : null
    await server.tell('publish', { count: 50, perSecond })
    await sleep(500)
    stalled?.socket.pause()
    healthy.delaysMs.length = 0
    healthy.received = 0
    const published = server.tell('publish', { count: events, perSecond })
    const [fate] = await Promise.all([stalled && fateOf(stalled, server), askUntil(published, server)])
    await sleep(500)
    const { closedAsSlow, mostRssBytes } = await server.figures()
    return {
      delaysMs: healthy.delaysMs,
      received: healthy.received,
      bytes: healthy.bytes,
      mostRssBytes,
      closedAsSlow,
      alive: server.isAlive,
      closedAfterMs: fate?.closedAfterMs ?? null,
      goneAfterMs: fate?.goneAfterMs ?? null,
    }
  } finally {
    for (const socket of sockets) socket[Symbol.dispose]()
  }
}

/** What is asked of a server costs it something, in both kinds of run. */
async function askUntil(published: Promise<void>, server: SoakServer): Promise<void> {
  let over = false
  const ended = published.finally(() => (over = true))
  await comesTrue(90_000, async () => over || (await server.figures(), false))
  await ended
}

const headings = {
  bytes: 'B an event',
  deliveries: 'delivered to healthy',
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  mostRssMb: 'most RSS MiB',
  closedAfterMs: 'closed after ms',
  goneAfterMs: 'gone after ms',
}

function rowOf(name: string, runs: readonly Run[]): Row {
  const delays = runs.flatMap(({ delaysMs }) => delaysMs)
  const of = (figure: (run: Run) => number | null) => rounded(median(runs.flatMap((run) => figure(run) ?? [])), 0)
  return {
    case: name,
    bytes: of(({ bytes }) => bytes),
    deliveries: of(({ received }) => received),
    p50Ms: rounded(median(delays), 2),
    p99Ms: rounded(quantile(delays, 0.99), 2),
    p99MsOfRounds: runs.map(({ delaysMs }) => rounded(quantile(delaysMs, 0.99), 2)).join(' '),
    mostRssMb: megabytes(of(({ mostRssBytes }) => mostRssBytes) ?? 0),
    closedAfterMs: of(({ closedAfterMs }) => closedAfterMs),
    goneAfterMs: of(({ goneAfterMs }) => goneAfterMs),
  }
}

export async function stalled(): Promise<Outcome> {
  const runs = { healthy: [] as Run[], stalled: [] as Run[] }
  for (let round = 0; round < flag('rounds', 2); round += 1) {
    runs.healthy.push(await run(false))
    runs.stalled.push(await run(true))
  }
  const [without, having] = [rowOf('all read', runs.healthy), rowOf('one is stalled', runs.stalled)]
  const ratio = Number(having.p99Ms) / Number(without.p99Ms)
  const more = Number(having.mostRssMb) - Number(without.mostRssMb)
  const slowest = Math.max(...runs.stalled.map(({ closedAfterMs }) => closedAfterMs ?? Infinity))
  const bar = (name: string, figure: number, unit: string, most: number): Row => {
    return { case: name, figure: rounded(figure, 2), bar: `≤ ${most} ${unit}`, holds: yesOrNo(figure <= most) }
  }
  const alive = runs.stalled.every((one) => one.alive && one.closedAsSlow === 1)
  return {
    headings,
    rows: [
      without,
      having,
      { case: 'server alive, one closed as slow', figure: null, bar: 'yes', holds: yesOrNo(alive) },
      bar('closed, from the last byte taken', slowest, 'ms', allowedMs + sweepMs + toleranceMs),
      bar('RSS more than without', more, 'MiB', allowedRss),
      bar('p99 of the healthy', ratio, '× without', allowedTimes),
    ],
  }
}
