import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { EventBus } from '../../server/bus/event-bus.js'
import { memoryBus } from '../../server/bus/memory/memory-bus.js'
import { listedByName } from '../../server/domain/instrument-name.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import type { UnixMs } from '../../server/domain/units.js'
import { encodePiece } from '../../server/history/encode-pieces.js'
import { EventGatherer } from '../../server/history/gather-events.js'
import type { StoredSegment } from '../../server/history/market-history.js'
import { PlayedMarket } from '../../server/history/play/played-market.js'
import { MarketState } from '../../server/market/market-state.js'
import { pumpFeed } from '../../server/market/pump-feed.js'
import { christmas, feedLive, ladder, listing, noon, tomorrow } from '../support/builders.js'
import { ManualClock, settle } from '../support/manual-clock.js'
import { randomEvent } from '../support/random-events.js'
import { ScriptedFeed } from '../support/scripted-feed.js'

const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC', 'ETH'], staleAfterMs: 8_000 } as const
const market = { source: 'SIMULATED', world: '' } as const
const log = { error: (fault: unknown) => expect(fault).toBeNull() }
const { signal } = new AbortController()

interface Heard {
  readonly afterMs: number
  readonly event: MarketEvent
}

/** What was published, when. */
type Told = readonly [atMs: UnixMs, topic: string, key: string, event: unknown]

/** Everything that anybody can read of a market, but the counts of changes, which go on from where the market began. */
function viewsOf(state: MarketState): unknown {
  const views = state
    .feedStatus()
    .currencies.map((currency) => [
      state.marketData(currency),
      state.instruments(currency),
      state.indexHistory(currency, 1_000),
      state.expiries(currency).map((expiryMs) => state.chain(currency, expiryMs)),
      state.expirySummaries(currency),
    ])
  return JSON.parse(JSON.stringify(views, withoutSeq))
}

const withoutSeq = (name: string, value: unknown) => (name === 'seq' ? undefined : value)

/** A bus with readers of all chains. */
function toldBy(bus: EventBus, now: () => UnixMs): { readonly bus: EventBus; readonly told: Told[] } {
  const told: Told[] = []
  bus.subscribe('optionChain')
  const publish: EventBus['publish'] = (topic, key, event) => {
    told.push([now(), topic, key, event])
    bus.publish(topic, key, event)
  }
  return { bus: { ...bus, publish }, told }
}

/** Has a feed say all of it, and records it in segments of 10 seconds. `look` is called four times a second, and after each event. */
async function live(heard: readonly Heard[], look: (atMs: UnixMs, state: MarketState) => void = () => {}) {
  const clock = new ManualClock(noon)
  const state = new MarketState(facts, () => clock.now())
  const { bus, told } = toldBy(memoryBus(), () => clock.now())
  bus.subscribe('optionChain')
  const gatherer = new EventGatherer({
    now: () => clock.now(),
    keyFrame: () => state.keyFrame(),
    segmentMs: 10_000,
    maxBytes: Infinity,
    hasRoom: () => true,
  })
  const feed = new ScriptedFeed()
  const stop = new AbortController()
  const pumping = pumpFeed({ feed, state, bus, clock, log, onHeard: (event) => gatherer.hear(event) }, stop.signal)
  const segments: (StoredSegment & { readonly pieces: Uint8Array[]; toMs: UnixMs })[] = []
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      await settle()
      look(clock.now(), state)
      await clock.advance(Math.min(250, left))
    }
    const piece = ms > 0 ? gatherer.cut() : null
    if (!piece) return
    const last = segments.at(-1)
    const pieces = last?.fromMs === piece.segmentMs ? last.pieces : []
    if (pieces.length === 0) segments.push({ fromMs: piece.segmentMs, toMs: piece.toMs, pieces })
    pieces.push(await encodePiece(piece))
    const segment = segments.at(-1)
    if (segment) segment.toMs = piece.toMs
  }
  for (const { afterMs, event } of heard) {
    await pass(afterMs)
    feed.say(event)
  }
  await pass(1_000)
  await settle()
  const [endMs, toldUntilThen] = [clock.now(), [...told]]
  stop.abort()
  await pumping
  return { told: toldUntilThen, history: historyOf(segments), endMs }
}

/** What readers of each stream were told after the beginning. */
function changesOf(told: readonly Told[]): unknown {
  const streams = new Map<string, [UnixMs, string][]>()
  for (const [atMs, topic, key, event] of told) {
    if (topic.startsWith('heard')) continue
    const stream = streams.get(`${topic} ${key}`) ?? []
    streams.set(`${topic} ${key}`, stream)
    const shown = JSON.stringify(event, withoutSeq)
    if (stream.at(-1)?.[0] === atMs) stream.pop()
    if (stream.at(-1)?.[1] !== shown) stream.push([atMs, shown])
  }
  return [...streams]
    .map(([name, stream]) => [name, stream.filter(([atMs]) => atMs > noon)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1))
}

function historyOf(segments: readonly StoredSegment[]) {
  return {
    async *segments(_market: unknown, { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) {
      await settle()
      yield* segments.filter((one) => one.toMs > fromMs && one.fromMs < toMs)
    },
    range: () => Promise.resolve({ fromMs: segments[0]?.fromMs ?? 0, toMs: segments.at(-1)?.toMs ?? 0, bytes: 0 }),
    holeAt: (_market: unknown, ms: number) => {
      const before = segments.findLast((one) => one.fromMs <= ms)
      const after = segments.find((one) => one.fromMs > ms)
      const hole = before && after && before.toMs < ms ? { fromMs: before.toMs, toMs: after.fromMs, dropped: 0 } : null
      return Promise.resolve(hole)
    },
  }
}

function playing(
  history: ReturnType<typeof historyOf>,
  { optionsWhenAsked = false, rest = () => Promise.resolve() } = {},
) {
  const noted = toldBy(memoryBus(), () => played.positionMs)
  const played: PlayedMarket = new PlayedMarket(
    { history, market, feed: facts, bus: noted.bus, log, rest, optionsWhenAsked },
    0,
  )
  // As somebody hears all chains who is told of them live.
  noted.bus.subscribe('optionChain')
  return { played, told: noted.told }
}

const perpetual = listedByName('BTC-PERPETUAL')
const listed = [
  ...ladder([82_000, 84_000], tomorrow),
  ...ladder([84_000], christmas),
  ...(perpetual ? [perpetual] : []),
]
const anything = fc.record({
  afterMs: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 150 }) },
    // Longer than it takes to be stale.
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 12_000 }) },
  ),
  event: randomEvent({
    number: fc.constantFrom(0.01, 0.012, 0.5, 0.55, 1.2, 82_000, 84_000, 84_100, 130_000, 84_050.5),
    text: fc.constantFrom('The exchange is closed', ''),
    currency: fc.constantFrom('BTC', 'BTC', 'BTC', 'ETH'),
    symbol: fc.constantFrom(...listed.map((one) => one.symbol)),
    time: fc.constant(0),
    instruments: fc.oneof(fc.constant(listed), fc.shuffledSubarray(listed)),
  }),
})

/** Their own times are those at which we hear them, or a little before. */
function placed(steps: readonly Heard[]): Heard[] {
  let atMs = noon
  return [
    { afterMs: 0, event: feedLive },
    { afterMs: 0, event: listing(listed, noon) },
    { afterMs: 0, event: listing([], noon, 'ETH') },
    ...steps.map(({ afterMs, event }) => {
      atMs += afterMs
      const late = { eventTimeMs: atMs - (atMs % 70), receivedTimeMs: atMs }
      const updates =
        'updates' in event ? event.updates.map((one) => ({ ...one, ...late, receivedTimeMs: undefined })) : []
      const own = event.type === 'perpetual' ? { symbol: `${event.currency}-PERPETUAL` } : {}
      const timed =
        'receivedTimeMs' in event ? { ...event, ...late, ...own, ...('updates' in event && { updates }) } : event
      return { afterMs, event: timed }
    }),
  ]
}

const scripts = fc.array(anything, { minLength: 20, maxLength: 60 }).map(placed)
const picks = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 5, maxLength: 5 })

/** A market that was recorded once for all tests, how it was at every eleventh look, and numbers to pick times by. */
interface Lived extends Awaited<ReturnType<typeof live>> {
  readonly seen: ReadonlyMap<UnixMs, unknown>
  readonly picks: readonly number[]
}
const lived: Lived[] = []

beforeAll(async () => {
  for (const [script, chosen] of fc.sample(fc.tuple(scripts, picks), { numRuns: 16, seed: 24 })) {
    const seen = new Map<UnixMs, unknown>()
    let looks = 0
    const look = (atMs: UnixMs, state: MarketState) => {
      if (looks++ % 11 === 0) seen.set(atMs, viewsOf(state))
    }
    lived.push({ ...(await live(script, look)), seen, picks: chosen })
  }
})

/** Those of which all is gone but the first and the last segment. */
async function* livedWithHoles() {
  for (const one of lived) {
    const all: StoredSegment[] = []
    for await (const segment of one.history.segments(market, { fromMs: 0, toMs: Infinity })) all.push(segment)
    const [before, after] = [all[0], all.at(-1)]
    if (before && after && before.toMs < after.fromMs)
      yield { ...one, before, after, holed: historyOf([before, after]) }
  }
}

afterEach(() => void vi.restoreAllMocks())

describe('a recorded market that is played', () => {
  it('publishes what was published then, at the same times', async () => {
    for (const { told, history, endMs } of lived) {
      const { played, told: again } = playing(history)
      await played.seek(noon, signal)
      await played.until(endMs, signal)
      expect(changesOf(again)).toEqual(changesOf(told))
    }
  })

  it('is at any time as it was then, wherever it comes from', async () => {
    for (const { history, seen, picks } of lived) {
      const times = [...seen.keys()]
      const { played } = playing(history)
      for (const pick of picks) {
        const atMs = times[pick % times.length] ?? noon
        await played.seek(atMs, signal)
        expect({ atMs, views: viewsOf(played.state) }).toEqual({ atMs, views: seen.get(atMs) })
        const laterMs = times.find((one) => one > atMs + (pick % 3_000)) ?? atMs
        await played.until(laterMs, signal)
        expect({ laterMs, views: viewsOf(played.state) }).toEqual({ laterMs, views: seen.get(laterMs) })
      }
    }
  })

  it('is in a hole as it was before that, as old as it is by then', async () => {
    let holes = 0
    for await (const { holed, before, after, endMs, picks } of livedWithHoles()) {
      holes += 1
      const atMs = before.toMs + 1 + ((picks[0] ?? 0) % (after.fromMs - before.toMs - 1))
      const [gone, come] = [playing(holed).played, playing(holed).played]
      await gone.seek(endMs, signal)
      await gone.seek(atMs, signal)
      await come.seek(before.toMs, signal)
      await come.until(atMs, signal)
      expect({ atMs: gone.positionMs, views: viewsOf(gone.state) }).toEqual({ atMs, views: viewsOf(come.state) })
      expect(await gone.next()).toEqual({ atMs: after.fromMs, isAfterHole: true })
    }
    expect(holes).toBeGreaterThan(5)
  })

  it('is behind a hole as soon as its clock is there, also for those who look while it rests', async () => {
    // It rests whenever it may.
    let nowMs = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 1_000))
    let looks = 0
    for await (const { holed, before, after } of livedWithHoles()) {
      const pricesOf = ({ state }: PlayedMarket) => JSON.stringify(state.marketData('BTC'), withoutSeq)
      const { played: there } = playing(holed)
      await there.seek(after.fromMs, signal)
      let pricesBefore = pricesOf(there)
      const look = () => {
        const isTold = pricesBefore !== pricesOf(there) && !pricesBefore.includes('"asOf":null')
        if (!isTold || played.positionMs < after.fromMs) return Promise.resolve()
        looks += 1
        expect(pricesOf(played)).not.toBe(pricesBefore)
        return Promise.resolve()
      }
      const { played }: ReturnType<typeof playing> = playing(holed, { rest: look })
      await played.seek(before.toMs, signal)
      pricesBefore = pricesOf(played)
      await played.until(after.fromMs, signal)
    }
    expect(looks).toBeGreaterThan(5)
  })

  it('without options publishes all else as if it had them', async () => {
    for (const { history, endMs } of lived) {
      const [whole, part] = [playing(history), playing(history, { optionsWhenAsked: true })]
      for (const { played } of [whole, part]) {
        await played.seek(noon, signal)
        await played.until(endMs, signal)
      }
      const others = ({ told }: typeof whole) => told.filter(([, topic]) => !/hain|ummaries/.test(topic))
      expect(others(part)).toEqual(others(whole))
    }
  })

  it('has options from when they are asked for on, as if it had always had them', async () => {
    for (const { history, endMs, picks } of lived) {
      const [whole, part] = [playing(history), playing(history, { optionsWhenAsked: true })]
      const askedMs = noon + ((picks[0] ?? 0) % (endMs - noon))
      for (const { played } of [whole, part]) {
        await played.seek(noon, signal)
        await played.until(askedMs, signal)
      }
      await part.played.playOptions()
      // Until then chains rest, and are told a little later.
      for (const ms of [askedMs, Math.min(askedMs + 100, endMs), endMs]) {
        await whole.played.until(ms, signal)
        await part.played.until(ms, signal)
        if (ms > askedMs) expect(viewsOf(part.played.state)).toEqual(viewsOf(whole.played.state))
      }
    }
  })

  it('has options for who asks while it plays, and for who asks twice', async () => {
    const { history, endMs } = lived[0] ?? expect.fail()
    const [whole, part] = [playing(history), playing(history, { optionsWhenAsked: true })]
    await whole.played.seek(noon, signal)
    await whole.played.until(endMs, signal)
    await part.played.seek(noon, signal)
    await Promise.all([part.played.until(endMs, signal), part.played.playOptions(), part.played.playOptions()])
    expect(viewsOf(part.played.state)).toEqual(viewsOf(whole.played.state))
  })
})
