import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { createCadence, lastBeat } from './cadence.js'
import { marketTeller, type MarketTeller } from './market-teller.js'
import { simulatedWorld } from './simulated-world.js'

export interface TellingSettings {
  /** The same seed has the same events at the same times. */
  readonly seed: string
  readonly currencies: readonly string[]
  readonly fromMs: UnixMs
  /** How often index and perpetual are told. */
  readonly tickMs: number
  /** How often the options are told. */
  readonly chainMs: number
  /** The most options that one event names, so that others have a turn in between. Left out: all of a currency. */
  readonly optionsAtOnce?: number
}

/** The events of a simulated market from a time on. They are told at the beats of its cadences. */
export interface Telling {
  /** All there is at the beginning: what the last beats before it said. */
  first(): Generator<MarketEvent>
  nextMs(): UnixMs
  /** What the last beat at or before a time says of prices, and the last one of options. Times must not go back. */
  until(timeMs: UnixMs): Generator<MarketEvent>
}

/** Throws a RangeError for a currency without a model. */
export function startTelling(settings: TellingSettings): Telling {
  const { seed, currencies, fromMs, tickMs, chainMs, optionsAtOnce = Infinity } = settings
  const tellers = simulatedWorld(seed, currencies).currencies.map((market) => marketTeller(market, optionsAtOnce))
  const tick = createCadence(fromMs, tickMs)
  const chain = createCadence(fromMs, chainMs)
  return {
    first: () => firstEvents(tellers, lastBeat(fromMs, tickMs), lastBeat(fromMs, chainMs)),
    nextMs: () => Math.min(tick.nextMs(), chain.nextMs()),
    *until(timeMs) {
      const priceBeat = tick.take(timeMs)
      const chainBeat = chain.take(timeMs)
      const isChainEarlier = chainBeat !== null && priceBeat !== null && chainBeat < priceBeat
      if (isChainEarlier) yield* chainEvents(tellers, chainBeat)
      if (priceBeat !== null) yield* priceEvents(tellers, priceBeat)
      if (chainBeat !== null && !isChainEarlier) yield* chainEvents(tellers, chainBeat)
    },
  }
}

/** All events from one time to another, every beat of them. It needs no clock. */
export function* simulatedEvents(settings: TellingSettings & { readonly toMs: UnixMs }): Generator<MarketEvent> {
  const telling = startTelling(settings)
  yield* telling.first()
  while (telling.nextMs() <= settings.toMs) yield* telling.until(telling.nextMs())
}

function* firstEvents(tellers: readonly MarketTeller[], priceBeat: UnixMs, chainBeat: UnixMs): Generator<MarketEvent> {
  yield { type: 'feed-state', state: 'LIVE', detail: null }
  for (const teller of tellers) yield* teller.listing(chainBeat)
  for (const teller of tellers) yield* [...teller.prices(priceBeat), ...teller.volatility(chainBeat)]
  for (const teller of tellers) yield* teller.options(chainBeat)
}

function* priceEvents(tellers: readonly MarketTeller[], timeMs: UnixMs): Generator<MarketEvent> {
  for (const teller of tellers) yield* teller.prices(timeMs)
}

function* chainEvents(tellers: readonly MarketTeller[], timeMs: UnixMs): Generator<MarketEvent> {
  for (const teller of tellers) {
    yield* teller.listing(timeMs)
    yield* teller.volatility(timeMs)
    yield* teller.options(timeMs)
  }
}
