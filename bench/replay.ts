import { msPerMinute } from '../server/domain/units.js'
import { atLeast, atMost } from './fanout/bars.js'
import { publishOnce } from './fanout/contest.js'
import { chain, tick } from './fanout/documents.js'
import { raw } from './fanout/entries.js'
import { PlayedReplay, socketUrl } from './replay/played-replay.js'
import { recordMarket, seed, segmentMs } from './replay/record-market.js'
import { ReplayReaders } from './replay/replay-readers.js'
import { sleep } from './soak/waiting.js'
import { gather } from './support/audience.js'
import { startBuilt } from './support/built-server.js'
import { flag } from './support/flags.js'
import { forkServer } from './support/forked.js'
import { cpuMicrosOf } from './support/process-cpu.js'
import { report, type Row } from './support/report.js'
import { median, rounded } from './support/statistics.js'

/**
 * How fast a replay is that is played as fast as it is read, and what its readers cost. The simulated BTC and ETH with all of
 * their options, as the server tells them by default, are recorded for `--minutes=60` and played by the built server, twice to
 * one subscriber of each kind. Then `--clients=1000` read one replay at `--speed=20` times real time, in turns with a loop that sends
 * them the same texts as often. CPU is that of the whole process of the server: the live market and garbage collection count. What it
 * uses to play the same span at the same speed to one reader is measured in the same turns: it is the market's work, which readers share, and
 * no cost of a delivery.
 */
const minutes = flag('minutes', 60)
const clients = flag('clients', 1_000)
const speed = flag('speed', 20)
const rounds = flag('rounds', 5)
const wantedTimes = 500
const roundMs = 2_000

const fromMs = Math.floor(Date.now() / segmentMs) * segmentMs - (minutes + 10) * msPerMinute
const span = { fromMs, toMs: fromMs + minutes * msPerMinute }
await using server = await startBuilt({
  env: { SIM_SEED: seed, AGENTS: 'none' },
  prepare: (dataDir) => recordMarket(dataDir, span),
})
const url = socketUrl(server)

const of = (query: string, id: string) =>
  query.replace('marketData', `marketData(replay: "${id}")`).replace('(limit', `(replay: "${id}", limit`)

interface Measured {
  readonly row: Row
  readonly hash: string
}

async function playedTo(name: string, queries: readonly string[]): Promise<Measured> {
  await using replay = await PlayedReplay.open({ server, speed: null, ...span })
  const asked = queries.map((query) => of(query, replay.id))
  using readers = await ReplayReaders.open({ url, sockets: 1, queries: asked, reads: true })
  const [startMs, microsBefore] = [performance.now(), cpuMicrosOf(server.pid)]
  await replay.playAll()
  await readers.haveRead()
  const [tookMs, usedMs] = [performance.now() - startMs, (cpuMicrosOf(server.pid) - microsBefore) / 1_000]
  readers.check()
  const spanMs = span.toMs - span.fromMs
  const row = {
    case: name,
    events: readers.events,
    tookS: rounded(tookMs / 1_000, 2),
    times: rounded(spanMs / tookMs, 0),
    timesCpu: rounded(spanMs / usedMs, 0),
    cpuMicros: rounded((1_000 * usedMs) / readers.events, 0),
  }
  return { row, hash: readers.hash() }
}

async function twice(name: string, queries: readonly string[], wanted: number | null): Promise<Row[]> {
  const [one, other] = [await playedTo(name, queries), await playedTo(`${name}, again`, queries)]
  const bar = ({ row }: Measured) => (wanted === null ? {} : atLeast(wanted, Number(row['timesCpu']), '×'))
  return [
    { ...one.row, ...bar(one) },
    { ...other.row, sameBytes: one.hash === other.hash, ...bar(other) },
  ]
}

const headings = {
  tookS: 's',
  times: '× real time',
  timesCpu: '× by CPU',
  cpuMicros: 'CPU µs an event',
  sameBytes: 'same bytes',
}
report('replay', headings, [
  ...(await twice('marketData', [tick], wantedTimes)),
  ...(await twice('optionsChain(limit: 10)', [chain()], null)),
  ...(await twice('both', [tick, chain()], null)),
])

/** What a delivery costs at a pace, by rounds, and how many there were. */
interface Paced {
  readonly micros: number[]
  /** The part of it that the server would have used for one reader. */
  readonly sharedMicros: number[]
  deliveries: number
}

const nothingYet = (): Paced => ({ micros: [], sharedMicros: [], deliveries: 0 })

/** A sleeping client is woken by the server's write, at the server's cost; over a network it would not be. */
async function awake<T>(work: Promise<T>): Promise<T> {
  let isDone = false
  const stayAwake = () => void (isDone || setImmediate(stayAwake))
  stayAwake()
  return work.finally(() => (isDone = true))
}

/** Readers of a replay at the speed, and those of the floor that sends the same texts at the same pace, take turns. */
async function paced(name: string, query: string, everyMs: number, most: number): Promise<Row[]> {
  await using replay = await PlayedReplay.open({ server, speed, ...span })
  using readers = await ReplayReaders.open({ url, sockets: clients, queries: [of(query, replay.id)], reads: true })
  await using quiet = await PlayedReplay.open({ server, speed, ...span })
  using reader = await ReplayReaders.open({ url, sockets: 1, queries: [of(query, quiet.id)] })
  const paceMs = everyMs / speed
  const play = async (played: PlayedReplay) => {
    await played.pause(false)
    await awake(sleep(roundMs))
    await played.pause(true)
  }
  await play(replay)
  await play(quiet)
  await using floor = await forkServer(raw.script, { events: readers.texts.map((text) => [text]) })
  using audience = await gather({ url: floor.url, clients, dialect: raw.dialect, queries: () => [query] })
  const [ours, loop] = [nothingYet(), nothingYet()]
  const microsIn = async (work: Promise<unknown>) => {
    const before = cpuMicrosOf(server.pid)
    await work
    return cpuMicrosOf(server.pid) - before
  }
  for (let round = 0; round < rounds; round += 1) {
    const before = readers.events
    const micros = await microsIn(play(replay))
    const sharedMicros = await microsIn(play(quiet))
    const deliveries = readers.events - before
    ours.micros.push(micros / deliveries)
    ours.sharedMicros.push(sharedMicros / deliveries)
    ours.deliveries += deliveries
    const events = Math.ceil(deliveries / clients)
    const loopBefore = await floor.cpuMicros()
    for (let event = 0; event < events; event += 1) await publishOnce(floor, audience, paceMs)
    loop.micros.push(((await floor.cpuMicros()) - loopBefore) / (events * clients))
    loop.sharedMicros.push(0)
    loop.deliveries += events * clients
  }
  readers.check()
  reader.check()
  const at = (numbers: readonly number[], round: number) => numbers[round] ?? Number.NaN
  const ratios = ours.micros.map((micros, round) => (micros - at(ours.sharedMicros, round)) / at(loop.micros, round))
  const ratio = median(ratios) ?? Number.NaN
  const rowOf = (which: string, { micros, sharedMicros, deliveries }: Paced) => ({
    case: `${name}, ${which}`,
    deliveries,
    cpuMicros: rounded(median(micros), 2),
    sharedMicros: rounded(median(sharedMicros), 2),
  })
  return [
    rowOf('raw', loop),
    { ...rowOf('replay', ours), timesRaw: rounded(ratio, 2), ...atMost(most, ratio, '× raw') },
  ]
}

console.log(`\n${clients} readers of one replay, ${speed} times as fast as time`)
report('replay readers', { cpuMicros: 'CPU µs a delivery', sharedMicros: 'of it for one reader', timesRaw: '× raw' }, [
  ...(await paced('tick', tick, 250, 1)),
  ...(await paced('chain of ten', chain(), 1_000, 1.1)),
])
