import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { msPerDay, msPerHour, msPerMinute, type UnixMs } from '../server/domain/units.js'
import { openReplayFeed } from '../server/feeds/replay/replay-feed.js'
import { simulatedEvents } from '../server/feeds/simulated/simulated-events.js'
import type { RecordedEvent } from '../server/history/recorded-event.js'
import { openSegment } from '../server/history/segment/read-segment.js'
import type { Segment } from '../server/history/segment/segment.js'
import { encodeSegment, SegmentWriter } from '../server/history/segment/write-segment.js'
import { MarketState } from '../server/market/market-state.js'
import { formats, type Format } from './history/formats.js'
import { flag, textFlag } from './support/flags.js'
import { report, type Row } from './support/report.js'
import { quantile, rounded } from './support/statistics.js'

/**
 * What a recorded market costs: `npx tsx bench/history.ts`. It records the simulated BTC and ETH with all of their
 * options, as the server tells them by default, in segments of a minute: one of each hour of a day, or `--segments=24`
 * of them. So a day's size is that of its samples, times their share. CPU is that of the whole process, compressing
 * threads included. `--seed=gammacast`. With `DERIBIT_CAPTURES` also the frames that are captured there.
 */
const segmentCount = flag('segments', 24)
const seed = textFlag('seed') ?? 'gammacast'
const segmentMs = msPerMinute
const dayMs = Date.UTC(2026, 10, 20)
const currencies = ['BTC', 'ETH']
const facts = { name: 'simulated', source: 'SIMULATED', currencies, staleAfterMs: 8_000 } as const

/** What is told in a segment, and what was told before it. */
function segmentAt(fromMs: UnixMs): Segment {
  const toMs = fromMs + segmentMs
  const state = new MarketState(facts, () => fromMs)
  const events: RecordedEvent[] = []
  for (const event of simulatedEvents({ seed, currencies, fromMs, toMs: toMs - 1, tickMs: 250, chainMs: 1_000 })) {
    const heardMs = 'receivedTimeMs' in event ? event.receivedTimeMs : fromMs
    if (heardMs > fromMs) events.push({ heardMs, event })
    else state.fold(event)
  }
  return { fromMs, toMs, keyFrame: state.keyFrame(), events }
}

interface Cost<T> {
  readonly result: T
  readonly cpuMs: number
}

async function costOf<T>(work: () => T | Promise<T>): Promise<Cost<T>> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, cpuMs: (user + system) / 1_000 }
}

/** The least of some rounds, so that neither a cold engine nor its garbage counts. */
async function leastCost<T>(work: () => T | Promise<T>, rounds = 5): Promise<Cost<T>> {
  let least = await costOf(work)
  for (let round = 1; round < rounds; round++) {
    const next = await costOf(work)
    if (next.cpuMs < least.cpuMs) least = next
  }
  return least
}

const mbADay = (bytes: number, spanMs: number) => rounded((bytes * msPerDay) / spanMs / 1e6, 0)
const corePct = (cpuMs: number, spanMs: number) => rounded((100 * cpuMs) / spanMs, 2)

async function compare({ name, encode, decode }: Format, { events }: Segment): Promise<Row> {
  const encoded = await leastCost(() => encode(events))
  const decoded = await leastCost(() => decode(encoded.result))
  if (decoded.result !== events.length) throw new Error(`${name} lost events`)
  return {
    case: name,
    mbADay: mbADay(encoded.result.length, segmentMs),
    encodeCorePct: corePct(encoded.cpuMs, segmentMs),
    minuteMs: rounded((decoded.cpuMs * msPerMinute) / segmentMs),
    hourMs: rounded((decoded.cpuMs * msPerHour) / segmentMs, 0),
  }
}

const [first, ...others] = Array.from({ length: segmentCount }, (_, at) => dayMs + (at * msPerDay) / segmentCount)
if (first === undefined) throw new Error('There is no segment to measure')
const sample = segmentAt(first)
const compared: Row[] = []
for (const format of formats) compared.push(await compare(format, sample))
report(
  'history formats',
  { mbADay: 'MB a day', encodeCorePct: '% of a core', minuteMs: 'minute read, ms', hourMs: 'hour read, ms' },
  compared,
)

/** Takes over the key frame and folds the events. Nobody looks at the market meanwhile. */
function replayed(bytes: Uint8Array): number {
  const segment = openSegment(bytes)
  let now = segment.fromMs
  const state = new MarketState(facts, () => now)
  const keyFrame = segment.keyFrame()
  if (keyFrame) state.takeOver(keyFrame)
  for (const { heardMs, event } of segment.events(segment.fromMs, segment.toMs)) {
    now = heardMs
    state.fold(event)
  }
  return state.expiries('BTC').length
}

function counted(events: Iterable<RecordedEvent>): number {
  let count = 0
  for (const _event of events) count += 1
  return count
}

let [bytes, keyFrameBytes, encodeMs, replayMs] = [0, 0, 0, 0]
const written: Buffer[] = []
for (const fromMs of [first, ...others]) {
  const segment = segmentAt(fromMs)
  const { result, cpuMs } = await costOf(() => encodeSegment(segment))
  encodeMs += cpuMs
  bytes += result.length
  written.push(result)
  keyFrameBytes += (await new SegmentWriter(fromMs, segment.keyFrame).finish(fromMs)).length
}
const most = Math.max(...written.map(({ length }) => length))

// Read when the garbage of making them is gone.
const minuteMs: number[] = []
const keyFrameMs: number[] = []
for (const one of written) replayMs += (await costOf(() => replayed(one))).cpuMs
for (const one of written) {
  const { fromMs, toMs } = openSegment(one)
  for (let at = fromMs; at < toMs; at += msPerMinute) {
    minuteMs.push((await costOf(() => counted(openSegment(one).events(at, at + msPerMinute)))).cpuMs)
  }
  keyFrameMs.push((await costOf(() => openSegment(one).keyFrame())).cpuMs)
}
const spanMs = segmentMs * segmentCount
const kilobytes = (size: number) => rounded(size / segmentCount / 1e3, 0)
report('history', { value: 'value', wanted: 'wanted' }, [
  { case: 'MB a day, mean of the day', value: mbADay(bytes, spanMs), wanted: 400 },
  { case: 'MB a day, largest segment', value: mbADay(most, segmentMs), wanted: null },
  { case: 'KB of a key frame', value: kilobytes(keyFrameBytes), wanted: null },
  { case: '% of a core to write it', value: corePct(encodeMs, spanMs), wanted: 5 },
  { case: 'ms CPU to read a minute, p50', value: rounded(quantile(minuteMs, 0.5)), wanted: 50 },
  { case: 'ms CPU to read a minute, p99', value: rounded(quantile(minuteMs, 0.99)), wanted: 50 },
  { case: 'ms CPU to read a key frame, p50', value: rounded(quantile(keyFrameMs, 0.5)), wanted: null },
  { case: 'times real time, read and folded', value: rounded(spanMs / replayMs, 0), wanted: 500 },
])

/** The captured frames of an exchange, as they stand in their file and in a segment. */
async function captured(name: string): Promise<Row[]> {
  const file = join(process.env['DERIBIT_CAPTURES'] ?? '', name)
  if (!existsSync(file)) return []
  let now = 0
  const clock = { now: () => now, sleep: (ms: number) => Promise.resolve(void (now += ms)) }
  const feed = await openReplayFeed({ file, clock })
  const events: RecordedEvent[] = []
  for await (const event of feed.events(new AbortController().signal)) events.push({ heardMs: now, event })
  const sizes = await Promise.all(formats.map(async ({ encode }) => (await encode(events)).length))
  return formats.map(({ name: format }, at) => ({
    case: `${name}: ${format}`,
    events: events.length,
    bytes: sizes[at] ?? null,
  }))
}

const frames = [
  ...(await captured('cryptofeed-2021-07-22-ws.raw.txt')),
  ...(await captured('fastmm-2026-09-13-testnet-option-stream.jsonl')),
]
if (frames.length > 0) report('history captures', { events: 'events', bytes: 'bytes' }, frames)
