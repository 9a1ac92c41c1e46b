import { beforeEach, describe, expect, it } from 'vitest'
import { indexTick, listing, option } from '../../../tests/support/builders.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { msPerMinute } from '../../domain/units.js'
import { MarketState } from '../../market/market-state.js'
import type { ImportedSegment } from '../market-imports.js'
import type { MarketStep } from '../market-step.js'
import { decodeSegment } from '../segment/read-segment.js'
import { mostInstruments, SegmentCutter, TooManyInstruments } from './cut-segments.js'

/** A whole number of segments. */
const start = Date.UTC(2026, 10, 20, 12)
const at = (minutes: number) => start + minutes * msPerMinute
const tick = (minutes: number, priceUsd = 84_000 + minutes): MarketStep => ({
  kind: 'event',
  timeMs: at(minutes),
  event: indexTick(priceUsd, at(minutes)),
})

let cutter: SegmentCutter
beforeEach(() => (cutter = new SegmentCutter('DERIBIT', ['BTC'])))

async function cut(steps: readonly MarketStep[]): Promise<ImportedSegment[]> {
  const segments: ImportedSegment[] = []
  for (const step of steps) {
    const done = await cutter.take(step)
    if (done) segments.push(done)
  }
  const last = await cutter.end()
  return last ? [...segments, last] : segments
}

/** Minutes after the start. */
const spans = (segments: readonly ImportedSegment[]) =>
  segments.map(({ fromMs, toMs }) => [(fromMs - start) / msPerMinute, (toMs - start) / msPerMinute])
const eventsOf = (segments: readonly ImportedSegment[]) =>
  segments.flatMap(({ bytes }) => decodeSegment(bytes).events.map(({ event }) => event))

describe('segments of an import', () => {
  it('go on where the one before ends, at multiples of five minutes', async () => {
    const minutes = [1, 2, 4.5, 5, 7, 11.25, 14]
    const segments = await cut(minutes.map((minute) => tick(minute)))
    const justAfter = 14 + 1 / msPerMinute
    expect(spans(segments)).toEqual([
      [1, 5],
      [5, 10],
      [10, justAfter],
    ])
    expect(eventsOf(segments)).toEqual(minutes.map((minute) => indexTick(84_000 + minute, at(minute))))
    expect(segments.every(({ dropped }) => dropped === 0)).toBe(true)
  })

  it('begin with what the events before made of the market', async () => {
    const minutes = [1, 4, 6, 9, 12]
    const segments = await cut(minutes.map((minute) => tick(minute)))
    let nowMs = at(1)
    const feed = { name: 'test', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 1_000 } as const
    const state = new MarketState(feed, () => nowMs)
    state.fold({ type: 'feed-state', state: 'LIVE', detail: null })
    for (const { bytes } of segments) {
      const { keyFrame, events } = decodeSegment(bytes)
      expect(keyFrame).toEqual(state.keyFrame())
      for (const { heardMs, event } of events) {
        nowMs = heardMs
        state.fold(event)
      }
    }
    expect(segments).toHaveLength(3)
  })

  it('leave a hole where it was quiet for more than five minutes, and keep what comes after', async () => {
    const segments = await cut([tick(1), tick(2), tick(7), tick(90), tick(91)])
    const ms = 1 / msPerMinute
    expect(spans(segments)).toEqual([
      [1, 5],
      [5, 7 + ms],
      [90, 91 + ms],
    ])
    expect(eventsOf(segments)).toHaveLength(5)
  })

  it('have no hole where the file says that nothing is missing, and a hole with what was dropped where it says so', async () => {
    const begin = (minutes: number, dropped = 0): MarketStep => ({
      kind: 'begin',
      timeMs: at(minutes),
      keyFrame: null,
      dropped,
    })
    const end = (minutes: number): MarketStep => ({ kind: 'end', timeMs: at(minutes) })
    const segments = await cut([begin(0), tick(1), tick(31), end(40), begin(41, 7), tick(42), end(43)])
    expect(spans(segments)).toEqual([
      [0, 30],
      [30, 40],
      [41, 43],
    ])
    expect(segments.map(({ dropped }) => dropped)).toEqual([0, 0, 7])
  })

  it('take over the market that a file says it was', async () => {
    const state = new MarketState({ name: 'a', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 1 }, () => at(0))
    state.fold(indexTick(70_000, at(0)))
    const segments = await cut([{ kind: 'begin', timeMs: at(1), keyFrame: state.keyFrame(), dropped: 0 }, tick(2)])
    expect(decodeSegment(segments[0]?.bytes ?? new Uint8Array()).keyFrame).toEqual(state.keyFrame())
  })

  it('list no more instruments at a time than a replay can hold, of all currencies together', async () => {
    const listingOf = (currency: string, count: number) => {
      const options = Array.from({ length: count }, (_, index) => option(index + 1, 'CALL', at(60), currency))
      return listing(options, start, currency)
    }
    const heard = (event: MarketEvent): MarketStep => ({ kind: 'event', timeMs: start, event })
    const most = heard(listingOf('BTC', mostInstruments))
    cutter = new SegmentCutter('DERIBIT', ['BTC', 'ETH'])
    for (const step of [most, most]) expect(await cutter.take(step)).toBeNull()
    cutter = new SegmentCutter('DERIBIT', ['BTC', 'ETH'])
    await expect(cut([most, heard(listingOf('ETH', 1))])).rejects.toThrow(TooManyInstruments)
    const state = new MarketState({ name: 'a', source: 'DERIBIT', currencies: ['BTC'], staleAfterMs: 1 }, () => start)
    state.fold(listingOf('BTC', mostInstruments + 1))
    cutter = new SegmentCutter('DERIBIT', ['BTC'])
    const begin: MarketStep = { kind: 'begin', timeMs: start, keyFrame: state.keyFrame(), dropped: 0 }
    await expect(cut([begin])).rejects.toThrow(TooManyInstruments)
  })

  it('end before their time when there is very much in them, but not within a millisecond', async () => {
    const many = (timeMs: number, count: number): MarketStep[] =>
      Array.from({ length: count }, () => ({ kind: 'event', timeMs, event: quiet }))
    const segments = await cut([...many(at(0), 200_001), ...many(at(1), 10)])
    expect(spans(segments)).toEqual([
      [0, 1],
      [1, 1 + 1 / msPerMinute],
    ])
  })
})

const quiet: MarketEvent = { type: 'feed-state', state: 'LIVE', detail: null }
