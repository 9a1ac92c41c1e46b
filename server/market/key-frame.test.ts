import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { christmas, ladder, noon, tomorrow } from '../../tests/support/builders.js'
import { ofFewOptions } from '../../tests/support/few-options.js'
import { marketAfter } from '../../tests/support/market-after.js'
import { randomEvent } from '../../tests/support/random-events.js'
import { listedByName } from '../domain/instrument-name.js'
import type { MarketEvent } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import { simulatedEvents } from '../feeds/simulated/simulated-events.js'
import type { KeyFrame } from './key-frame.js'
import type { MarketState } from './market-state.js'

/** Everything that anybody can read of a market. */
function viewsOf(state: MarketState): unknown {
  return [
    state.feedStatus(),
    state.ready(),
    ...['BTC', 'ETH'].map((currency) => [
      state.refreshMarketData(currency),
      state.heardMarket(currency),
      state.instruments(currency),
      state.indexHistory(currency, 1_000),
      state
        .expiries(currency)
        .map((expiryMs) => [state.refreshChain(currency, expiryMs), state.heardChain(currency, expiryMs)]),
      state.expirySummaries(currency),
    ]),
  ]
}

/** A market that never heard of the events before the moment of the key frame. */
function takenOver(frame: KeyFrame, nowMs: UnixMs) {
  const market = marketAfter()
  market.clock.now = nowMs
  market.state.takeOver(frame)
  return market
}

interface Step {
  readonly event: MarketEvent
  /** What our clock shows then. */
  readonly nowMs: UnixMs
}

/** Compares quickly; only what differs is told at length. */
function expectSameViews(one: MarketState, other: MarketState): void {
  const [views, otherViews] = [viewsOf(one), viewsOf(other)]
  if (!isDeepStrictEqual(views, otherViews)) expect(views).toEqual(otherViews)
}

/** Two markets, one of which hears everything and the other one only what comes after the key frame, have equal views. */
function expectSame(before: readonly Step[], after: readonly Step[]): void {
  const whole = marketAfter()
  const take = (step: Step, ...markets: (typeof whole)[]) => {
    for (const { state, clock } of markets) {
      clock.now = step.nowMs
      state.fold(step.event)
    }
  }
  for (const step of before) take(step, whole)
  const late = takenOver(whole.state.keyFrame(), whole.clock.now)
  expectSameViews(late.state, whole.state)
  expect(late.state.keyFrame()).toEqual(whole.state.keyFrame())
  for (const step of after) {
    take(step, whole, late)
    expectSameViews(late.state, whole.state)
  }
  for (const { state, clock } of [whole, late]) {
    clock.now += 9_000
    state.aged()
  }
  expectSameViews(late.state, whole.state)
}

const options = [...ladder([82_000, 84_000], tomorrow), ...ladder([84_000], christmas)]
const perpetual = listedByName('BTC-PERPETUAL')
const listed = [...options, ...(perpetual ? [perpetual] : [])]
const step: fc.Arbitrary<Step> = fc
  .tuple(
    randomEvent({
      number: fc.constantFrom(0.01, 0.012, 0.5, 0.55, 1.2, 82_000, 84_000, 84_100, 130_000, 84_050.5),
      text: fc.constantFrom('The exchange is closed', ''),
      currency: fc.constantFrom('BTC', 'BTC', 'BTC', 'ETH', 'XRP'),
      symbol: fc.constantFrom(...listed.map((one) => one.symbol), 'BTC-PERPETUAL', 'BTC-1JAN27-1-C'),
      time: fc.integer({ min: noon - 2_000, max: noon + 30_000 }),
      instruments: fc.oneof(fc.constant(listed), fc.shuffledSubarray(listed)),
    }),
    fc.integer({ min: noon - 2_000, max: noon + 30_000 }),
  )
  .map(([event, nowMs]) => ({ event, nowMs }))
const begin: Step[] = [
  { type: 'feed-state' as const, state: 'LIVE' as const, detail: null },
  { type: 'listing' as const, currency: 'BTC', instruments: listed, eventTimeMs: noon, receivedTimeMs: noon },
].map((event) => ({ event, nowMs: noon }))

it('a market that takes over a key frame has every view of the one before, and has them after anything that follows', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.array(step, { maxLength: 8 }), (before, after) => {
      expectSame([...begin, ...before], after)
    }),
    { numRuns: 40 },
  )
})

it('so does a simulated market at any moment', () => {
  const settings = { seed: 'key frames', currencies: ['BTC'], tickMs: 500, chainMs: 2_000 }
  const told = [...simulatedEvents({ ...settings, fromMs: noon, toMs: noon + 4_000 })].map((event) => ({
    event: ofFewOptions(event),
    nowMs: 'receivedTimeMs' in event ? event.receivedTimeMs : noon,
  }))
  for (const at of [0, 1, 4, 12, Math.floor(told.length / 2), told.length - 1]) {
    expectSame(told.slice(0, at), told.slice(at, at + 2))
  }
})

it('a key frame says what a market that heard nothing is', () => {
  expectSame([], begin)
})

it('a market forgets what it held for what it takes over', () => {
  const empty = marketAfter().state.keyFrame()
  const full = marketAfter(...begin.map(({ event }) => event))
  full.state.takeOver(empty)
  expect(full.state.keyFrame()).toEqual(empty)
  expect(full.state.expiries('BTC')).toEqual([])
})
