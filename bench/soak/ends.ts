import { flag } from '../support/flags.js'
import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import type { Figures } from './commands.js'
import { megabytes, yesOrNo, type Outcome } from './outcome.js'
import { startSoakServer, type SoakServer } from './soak-process.js'
import { StreamSocket } from './stream-socket.js'
import { comesTrue, sleep, sleepUpTo, times } from './waiting.js'

/**
 * Subscriptions that end in every way, silent ones among them, and what the server holds afterward. In all 10,000
 * `complete`s, 10,000 sockets that are cut and 2,000 SSE requests that are given up, over `--rounds=5`.
 */
const rounds = flag('rounds', 5)
const completes = 10_000 / rounds
const terminates = 10_000 / rounds
const aborts = 2_000 / rounds
const perSecond = 20
const restMs = 5_000
const allowedHeap = 10

/** Without positions and decisions the last two never say anything after their beginning. */
const queries = [
  'subscription { marketData { seq } }',
  'subscription { marketData(minIntervalMs: 3000) { seq } }',
  'subscription { optionsChain(limit: 10, delta: true) { seq contracts { symbol markIv } } }',
  'subscription { performance { seq } }',
  'subscription { positions(account: "momentum") { seq } }',
  'subscription { newDecision { id } }',
]
const anyQuery = () => queries[Math.floor(Math.random() * queries.length)] ?? ''
const ignore = () => {}
/** Messages and SSE parts, so that it can be seen that something was going on. */
let heard = 0
const hear = () => void (heard += 1)

/** Answers what is left with the sockets still open: the completes alone must have ended everything. */
async function complete(server: SoakServer): Promise<Figures> {
  const streams: StreamSocket[] = []
  await times(20, 20, async () => {
    const stream = await new StreamSocket({ url: server.wsUrl, heard: hear }).init()
    streams.push(stream)
    await times(completes / 20, 10, async (number) => {
      stream.subscribe(String(number), { query: anyQuery(), variables: {} })
      await sleepUpTo(Math.random() < 0.3 ? 1 : 100)
      stream.complete(String(number))
    })
  })
  await comesTrue(restMs, async () => (await server.figures()).members === 0)
  const figures = await server.figures()
  for (const stream of streams) stream[Symbol.dispose]()
  return figures
}

async function terminate({ wsUrl }: SoakServer): Promise<void> {
  await times(terminates, 50, async () => {
    const stream = new StreamSocket({ url: wsUrl, heard: hear })
    // Some are gone in the middle of the handshake.
    if (Math.random() < 0.05) await Promise.race([stream.init().catch(ignore), sleepUpTo(3)])
    else {
      await stream.init()
      for (const id of ['1', '2', '3']) stream.subscribe(id, { query: anyQuery(), variables: {} })
      await sleepUpTo(50)
    }
    stream[Symbol.dispose]()
  })
}

async function abort({ httpUrl }: SoakServer): Promise<void> {
  await times(aborts, 50, async () => {
    const controller = new AbortController()
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
    const body = JSON.stringify({ query: anyQuery() })
    const answer = fetch(httpUrl, { method: 'POST', headers, body, signal: controller.signal })
    const read = answer.then(async ({ body: parts }) => {
      for await (const _ of parts ?? []) hear()
    })
    await sleepUpTo(Math.random() < 0.3 ? 5 : 100)
    controller.abort()
    await read.catch(ignore)
  })
}

async function round(server: SoakServer, number: number): Promise<Row> {
  await server.tell('keepPublishing', perSecond)
  const begun = performance.now()
  const heardBefore = heard
  const completed = await complete(server)
  await terminate(server)
  await abort(server)
  const seconds = Math.round((performance.now() - begun) / 1_000)
  await server.tell('stop', null)
  await comesTrue(restMs, async () => (await server.figures()).members === 0)
  const allHeard = heard - heardBefore
  const heap = await server.tell('heapBytesAfterCollection', null)
  return {
    case: `round ${number}`,
    seconds,
    heard: allHeard,
    afterCompletes: completed.members,
    ...left(await server.figures()),
    heapMb: megabytes(heap),
  }
}

function left({ members, groups, readers, timers, sockets }: Figures) {
  return { members, groups, readers, timers, sockets }
}

export async function ends(): Promise<Outcome> {
  await using server = await startSoakServer()
  await sleep(1_000)
  const rest = left(await server.figures())
  const heapMb = megabytes(await server.tell('heapBytesAfterCollection', null))
  const rows: Row[] = [{ case: 'at rest', ...rest, heapMb }]
  for (let number = 1; number <= rounds; number += 1) rows.push(await round(server, number))
  await sleep(restMs)
  const after = left(await server.figures())
  const heaps = rows.slice(-Math.min(3, rounds)).map((row) => Number(row.heapMb))
  const growth = rounded(Math.max(...heaps) - Math.min(...heaps))
  const nothing = after.members === 0 && after.groups === 0 && after.sockets === 0
  const asBefore = after.readers === rest.readers && after.timers <= rest.timers
  const nothingAfterCompletes = rows.slice(1).every(({ afterCompletes }) => afterCompletes === 0)
  rows.push(
    { case: '5 s after', ...after, bar: 'as at rest', holds: yesOrNo(nothing && asBefore) },
    { case: 'after completes, sockets open', bar: '0 members', holds: yesOrNo(nothingAfterCompletes) },
    {
      case: 'heap over the last rounds',
      heapMb: growth,
      bar: `within ${allowedHeap} MiB`,
      holds: yesOrNo(growth <= allowedHeap),
    },
  )
  return { headings: { afterCompletes: 'members after completes', heapMb: 'heap MiB' }, rows }
}
