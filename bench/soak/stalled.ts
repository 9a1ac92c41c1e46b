import { flag } from '../support/flags.js'
import type { Row } from '../support/report.js'
import { quantile, rounded } from '../support/statistics.js'
import { monotonicMs } from './commands.js'
import { bytesInKernel } from './kernel-queues.js'
import { megabytes, yesOrNo, type Outcome } from './outcome.js'
import { startSoakServer, type SoakServer } from './soak-process.js'
import { StreamSocket } from './stream-socket.js'
import { comesTrue, sleep, times } from './waiting.js'

/**
 * One reader that reads nothing among those who do, `--clients=100`, and `--events=2000`. At the same time as many
 * clients of another server all read: whatever disturbs the machine disturbs both.
 */
const perSecond = 25
const events = flag('events', 2_000)
/** About 16 KB an event. */
const query = `subscription { marketData { seq perpetual { lastPriceUsd } indexHistory(points: 262) { time priceUsd } } }`
const allowedMs = 15_000
const sweepMs = 1_000
/** Of our looking at it. */
const toleranceMs = 300
const allowedRss = 64
const allowedTimes = 1.2
const patienceMs = 90_000

/** The readers of one server who read, and how long after the publishing each event reached each of them. */
class Side implements AsyncDisposable {
  readonly delaysMs: number[] = []
  bytes = 0
  readonly #sockets: StreamSocket[] = []

  private constructor(readonly server: SoakServer) {}

  static async start(readers: number): Promise<Side> {
    const side = new Side(await startSoakServer())
    await times(readers, 20, async () => void (await side.open((message) => side.#hear(message))))
    return side
  }

  async open(heard: (message: Buffer) => void): Promise<StreamSocket> {
    const stream = await new StreamSocket({ url: this.server.wsUrl, heard }).init()
    this.#sockets.push(stream)
    stream.subscribe('1', { query, variables: {} })
    return stream
  }

  publish(count: number): Promise<void> {
    return this.server.tell('publish', { count, perSecond })
  }

  forget(): void {
    this.delaysMs.length = 0
  }

  #hear(message: Buffer): void {
    const publishedAtMs = /"lastPriceUsd":([\d.]+)/.exec(message.toString('latin1', 0, 200))?.[1]
    if (publishedAtMs === undefined) return
    this.bytes = message.length
    this.delaysMs.push(monotonicMs() - Number(publishedAtMs))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket[Symbol.dispose]()
    await this.server[Symbol.asyncDispose]()
  }
}

/** From the last byte that the kernel took. */
interface Fate {
  closedAfterMs: number | null
  goneAfterMs: number | null
}

/** Watches a socket that reads nothing until its server has ended it; asks the other server as often. */
async function fateOf({ localPort }: StreamSocket, server: SoakServer, other: SoakServer): Promise<Fate> {
  const fate: Fate = { closedAfterMs: null, goneAfterMs: null }
  const { sockets } = await server.figures()
  let held = bytesInKernel(localPort)
  let progressAtMs = monotonicMs()
  await comesTrue(patienceMs, async () => {
    const now = bytesInKernel(localPort)
    const [figures] = await Promise.all([server.figures(), other.figures()])
    if (figures.closedAsSlow > 0) fate.closedAfterMs ??= monotonicMs() - progressAtMs
    else if (now !== held) progressAtMs = monotonicMs()
    held = now
    if (figures.sockets < sockets) fate.goneAfterMs = monotonicMs() - progressAtMs
    return fate.goneAfterMs !== null
  })
  return fate
}

const headings = {
  bytes: 'B an event',
  deliveries: 'delivered to healthy',
  p50Ms: 'p50 ms',
  p90Ms: 'p90 ms',
  p99Ms: 'p99 ms',
  mostRssMb: 'most RSS MiB',
  closedAfterMs: 'closed after ms',
  goneAfterMs: 'gone after ms',
}

async function rowOf(name: string, { delaysMs, bytes, server }: Side, fate?: Fate) {
  const { mostRssBytes } = await server.figures()
  return {
    case: name,
    bytes,
    deliveries: delaysMs.length,
    p50Ms: rounded(quantile(delaysMs, 0.5), 2),
    p90Ms: rounded(quantile(delaysMs, 0.9), 2),
    p99Ms: rounded(quantile(delaysMs, 0.99), 2),
    mostRssMb: megabytes(mostRssBytes),
    closedAfterMs: rounded(fate?.closedAfterMs ?? null, 0),
    goneAfterMs: rounded(fate?.goneAfterMs ?? null, 0),
  }
}

function bar(name: string, figure: number, unit: string, most: number): Row {
  return { case: name, figure: rounded(figure, 2), bar: `≤ ${most} ${unit}`, holds: yesOrNo(figure <= most) }
}

export async function stalled(): Promise<Outcome> {
  const readers = flag('clients', 100) - 1
  await using undisturbed = await Side.start(readers)
  await using disturbed = await Side.start(readers)
  const sides = [undisturbed, disturbed]
  // As many sockets, all of which read.
  await undisturbed.open(() => {})
  const stuck = await disturbed.open(() => {})
  await Promise.all(sides.map((side) => side.publish(50)))
  await sleep(500)
  stuck.socket.pause()
  for (const side of sides) side.forget()
  const fate = fateOf(stuck, disturbed.server, undisturbed.server)
  const first = undisturbed.publish(events)
  await sleep(500 / perSecond)
  await Promise.all([first, disturbed.publish(events), fate])
  await sleep(500)
  const without = await rowOf('all read', undisturbed)
  const having = await rowOf('one is stalled', disturbed, await fate)
  const { closedAsSlow } = await disturbed.server.figures()
  const alive = disturbed.server.isAlive && closedAsSlow === 1
  const closedMs = (await fate).closedAfterMs ?? Infinity
  return {
    headings,
    rows: [
      without,
      having,
      { case: 'server alive, one closed as slow', figure: closedAsSlow, bar: '1', holds: yesOrNo(alive) },
      bar('closed, from the last byte taken', closedMs, 'ms', allowedMs + sweepMs + toleranceMs),
      bar('RSS more than without', having.mostRssMb - without.mostRssMb, 'MiB', allowedRss),
      bar('p99 of the healthy', Number(having.p99Ms) / Number(without.p99Ms), '× without', allowedTimes),
    ],
  }
}
