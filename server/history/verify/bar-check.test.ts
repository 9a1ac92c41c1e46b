import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { feedLive, indexTick, listing, option, optionsEvent, update } from '../../../tests/support/builders.js'
import { openHistory, recordedEvents } from '../../../tests/support/store/history-home.js'
import { sqliteHomeInMemory, type StoreHome } from '../../../tests/support/store/store-home.js'
import type { PriceSeries } from '../../domain/candle.js'
import { listedByName } from '../../domain/instrument-name.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { msPerMinute } from '../../domain/units.js'
import { MarketState } from '../../market/market-state.js'
import type { History } from '../../storage/open-store.js'
import { BarBlock, hourOfBars, placeOf } from '../bars/bar-block.js'
import { HeardBars } from '../bars/heard-bars.js'
import { computedName, heardName, smilesName } from '../bars/kept-series.js'
import type { RecordedMarket, RecordedPiece } from '../market-history.js'
import type { RecordedEvent } from '../recorded-event.js'
import { encodeSegment } from '../segment/write-segment.js'
import { SmileBlock } from '../volatility/smile-block.js'
import { verifyMarket } from './verify-market.js'

const hourMs = Date.UTC(2026, 0, 5, 6)
const minute = (count: number) => hourMs + count * msPerMinute
const market: RecordedMarket = { source: 'DERIBIT', world: 'bars' }
const facts = { name: 'verify', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 8_000 } as const
const call = option(84_000, 'CALL', hourMs + 10 * 24 * 60 * msPerMinute)
const perpetual = listedByName('BTC-PERPETUAL')
/** Of an index, a perpetual and an option. */
const series: readonly PriceSeries[] = [
  { value: 'INDEX', currency: 'BTC', symbol: null },
  { value: 'MARK', currency: 'BTC', symbol: 'BTC-PERPETUAL' },
  { value: 'MARK', currency: 'BTC', symbol: call.symbol },
]
const place = placeOf(msPerMinute, hourMs)

let home: StoreHome
let history: History
let recorded: readonly RecordedPiece[]
/** The bars that a server would have kept, by their names. */
let bars: ReadonlyMap<string, BarBlock>

beforeAll(async () => {
  recorded = await pieces()
  await using first = sqliteHomeInMemory()
  await using read = await openHistory(first)
  await read.markets.append(market, recorded)
  bars = await heardBars(read)
})
beforeEach(async () => {
  home = sqliteHomeInMemory()
  history = await openHistory(home)
  await history.markets.append(market, recorded)
})
afterEach(async () => {
  await history[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})

/** What is said every four seconds. */
function saidAt(timeMs: number): readonly MarketEvent[] {
  const price = 84_000 + Math.round(200 * Math.sin(timeMs / 70_000)) / 4
  const times = { eventTimeMs: timeMs, receivedTimeMs: timeMs }
  return [
    ...(timeMs === hourMs ? [feedLive, listing([call, ...(perpetual ? [perpetual] : [])], timeMs)] : []),
    indexTick(price, timeMs),
    { type: 'perpetual', currency: 'BTC', symbol: 'BTC-PERPETUAL', values: { markPriceUsd: price + 1 }, ...times },
    optionsEvent([update(call.symbol, { markPrice: price / 1e6, markIv: 0.5 }, timeMs)], timeMs),
  ]
}

/** 28 minutes, in segments of one. The fifteenth is missing. */
async function pieces(): Promise<readonly RecordedPiece[]> {
  let nowMs = hourMs
  const state = new MarketState(facts, () => nowMs)
  const made: RecordedPiece[] = []
  for (let count = 0; count < 28; count += 1) {
    const keyFrame = state.keyFrame()
    const events: RecordedEvent[] = []
    for (nowMs = minute(count); nowMs < minute(count + 1); nowMs += 4_000) {
      for (const event of saidAt(nowMs)) {
        events.push({ heardMs: nowMs, event })
        state.fold(event)
      }
    }
    const span = { fromMs: minute(count), toMs: minute(count + 1) }
    const bytes = await encodeSegment({ ...span, keyFrame, events })
    if (count !== 14) made.push({ ...span, segmentMs: span.fromMs, bytes, dropped: 0 })
  }
  return made
}

async function heardBars({ markets }: History) {
  let nowMs = 0
  const state = new MarketState(facts, () => nowMs)
  const heard = new HeardBars((currency) => state.timeMs(currency))
  for (const { heardMs, event } of await recordedEvents(markets, market)) {
    nowMs = heardMs
    state.fold(event)
    heard.add(state.ticksOf(event))
  }
  return new Map(series.map((one) => [heardName(one), heard.now(one, place) ?? expect.fail()]))
}

/** Keeps bars, with some bytes changed. */
async function keep(blocks: ReadonlyMap<string, BarBlock>, change = (bytes: Uint8Array) => bytes): Promise<void> {
  const hours = [...blocks].map(([name, block]) => ({
    series: name,
    fromMs: hourMs,
    bytes: change(hourOfBars.bytes(block)),
  }))
  await history.bars.keep(market, hours)
}

async function verified() {
  const [known] = await history.markets.markets()
  if (!known) throw new Error('Nothing is recorded')
  return verifyMarket(history, known, () => {}, new AbortController().signal)
}

const damagesOf = async () => (await verified()).damages

/** The same bars, of which those of some minutes are others. */
function changed(block: BarBlock, minutes: readonly number[], change: (value: number) => number): BarBlock {
  const numbers = Float64Array.from(block.numbers(), (value, at) =>
    minutes.includes(Math.floor(at / 4)) ? change(value) : value,
  )
  const made = new BarBlock(place)
  made.prepend(numbers)
  return made
}

const nameOf = (index: number) => heardName(series[index] ?? expect.fail())
const blockOf = (index: number) => bars.get(nameOf(index)) ?? expect.fail()
const flipped = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))

describe('bars that are kept beside the events', () => {
  it('are as the events make them', async () => {
    await keep(bars)
    expect(await verified()).toMatchObject({ hours: 3, holes: 1, damages: [] })
  })

  it.each([0, 1, 2])('are found to differ, with their minute and what is wrong: series %i', async (index) => {
    await keep(new Map([...bars, [nameOf(index), changed(blockOf(index), [20], (value) => value * 1.01)]]))
    expect(await damagesOf()).toEqual([
      {
        fromMs: minute(20),
        toMs: minute(21),
        what: expect.stringMatching(/^the bar of (INDEX|MARK):\S+ has the open \S+, and the events make \S+$/),
      },
    ])
  })

  it('may lack what a server that was killed had not kept: minutes, and parts of those before a break and after it', async () => {
    const partly = [0, 11, 12, 13, 14, 15, 25, 26, 27]
    await keep(new Map([[nameOf(0), changed(blockOf(0), partly, (value) => value * 1.01)]]))
    expect(await damagesOf()).toEqual([])
    await keep(new Map([[nameOf(0), changed(blockOf(0), [5, 20], () => Number.NaN)]]))
    expect(await damagesOf()).toEqual([])
  })

  it('are found where the events say nothing', async () => {
    const name = heardName({ value: 'MARK', currency: 'BTC', symbol: 'BTC-25DEC26-1-C' })
    await keep(new Map([[name, blockOf(2)]]))
    expect((await damagesOf())[0]?.what).toBe(`the bar of ${name} is there, and the events say nothing of it`)
  })

  it('were computed with no fewer ticks than were heard', async () => {
    const [index = expect.fail()] = series
    const names = [4_000, 1_000, 7_000].map((everyMs) => computedName(index, everyMs))
    await keep(new Map(names.map((name) => [name, blockOf(0)])))
    expect(await damagesOf()).toEqual([])
    const narrower = changed(blockOf(0), [20], () => blockOf(0).bar(minute(20))?.low ?? 0)
    await keep(new Map(names.map((name) => [name, narrower])))
    // At another pace they are of other ticks.
    const differing = names.slice(0, 2).map((name) => expect.stringContaining(`the bar of ${name} is from `) as string)
    expect((await damagesOf()).map(({ what }) => what)).toEqual(differing)
  })

  it('are found damaged when a bit is another, also those of volatility and those older than the events', async () => {
    await keep(new Map([[nameOf(1), blockOf(1)]]), flipped)
    const smiles = new SmileBlock(hourMs)
    smiles.add(hourMs, { expiries: [], putCallOpenInterest: 1, putCallVolume: 1 })
    const before = hourMs - 5 * 24 * 60 * msPerMinute
    const name = smilesName('BTC')
    await history.bars.keep(market, [{ series: name, fromMs: before, bytes: flipped(smiles.bytes()) }])
    const reason = 'cannot be read: Their check sum is another'
    expect(await damagesOf()).toEqual([
      { fromMs: before, toMs: before + 60 * msPerMinute, what: `the hour of ${name} ${reason}` },
      { fromMs: hourMs, toMs: minute(60), what: `the hour of ${nameOf(1)} ${reason}` },
    ])
  })

  it('have as many bytes as the store counts', async () => {
    await keep(bars)
    const reader = { ...history.bars, countedBytes: () => Promise.resolve(7) }
    const [known] = await history.markets.markets()
    const parts = { markets: history.markets, bars: reader }
    const { damages } = await verifyMarket(parts, known ?? expect.fail(), () => {}, new AbortController().signal)
    expect(damages).toEqual([
      {
        fromMs: hourMs,
        toMs: minute(60),
        what: expect.stringMatching(/^the store counts 7 bytes of bars, and \d+ are/),
      },
    ])
  })
})
