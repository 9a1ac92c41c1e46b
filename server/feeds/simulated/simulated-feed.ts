import type { MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import type { MarketFeed } from '../market-feed.js'
import { createCadence } from './cadence.js'
import { createMarketClock } from './market-clock.js'
import { settingsOf, simulatedCurrencies } from './market-settings.js'
import { createSimulatedWorld, type SimulatedWorld } from './simulated-world.js'

export interface SimulatedFeedOptions {
  /** The same seed at the same times gives the same events. */
  readonly seed: string | number
  /** How often index and perpetual are sent. */
  readonly tickMs: number
  /** How often the options are sent. */
  readonly chainMs: number
  readonly clock: Clock
  /** Default: all that can be simulated. */
  readonly currencies?: readonly string[]
}

/**
 * A market made by a model: prices with stochastic volatility, a volatility surface without static arbitrage, Deribit's
 * listing calendar, price steps and units. It starts with a day of history when it is read, and never ends by itself.
 * After a pause of its clock it goes on from the present. When the clock is set back, the market's own time goes on.
 * Throws a RangeError for a currency without a model.
 */
export function simulatedFeed(options: SimulatedFeedOptions): MarketFeed {
  const { currencies = simulatedCurrencies, tickMs, chainMs } = options
  currencies.forEach(settingsOf)
  return {
    name: 'simulated',
    source: 'SIMULATED',
    currencies,
    staleAfterMs: Math.max(8000, 4 * Math.max(tickMs, chainMs)),
    events: (signal) => simulate(options, currencies, signal),
    watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
  }
}

async function* simulate(
  { seed, tickMs, chainMs, clock }: SimulatedFeedOptions,
  currencies: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<MarketEvent> {
  const marketNow = createMarketClock(clock)
  const startMs = marketNow()
  const world = createSimulatedWorld(String(seed), currencies, startMs)
  const tick = createCadence(startMs, tickMs)
  const chain = createCadence(startMs, chainMs)
  const tell = (events: Iterable<MarketEvent>) => whileWanted(received(events, clock), signal)
  yield* tell(firstEvents(world, startMs))
  while (!signal.aborted) {
    await clock.sleep(Math.max(0, Math.min(tick.nextMs(), chain.nextMs()) - marketNow()), signal)
    const nowMs = marketNow()
    world.advance(nowMs)
    if (tick.take(nowMs)) yield* tell(priceEvents(world, nowMs))
    if (chain.take(nowMs)) yield* tell(chainEvents(world, nowMs))
  }
}

/** We receive events now, by our clock. The market's clock may be ahead of it. */
function* received(events: Iterable<MarketEvent>, clock: Clock): Generator<MarketEvent> {
  for (const event of events) {
    yield 'receivedTimeMs' in event ? { ...event, receivedTimeMs: Math.round(clock.now()) } : event
  }
}

function* whileWanted(events: Iterable<MarketEvent>, signal: AbortSignal): Generator<MarketEvent> {
  for (const event of events) {
    if (signal.aborted) return
    yield event
  }
}

function* firstEvents({ currencies }: SimulatedWorld, nowMs: number): Generator<MarketEvent> {
  yield { type: 'feed-state', state: 'LIVE', detail: null }
  for (const market of currencies) yield* market.listing(nowMs)
  for (const market of currencies) yield* [...market.prices(nowMs), ...market.volatility(nowMs)]
  for (const market of currencies) yield* market.options(nowMs)
}

function* priceEvents({ currencies }: SimulatedWorld, nowMs: number): Generator<MarketEvent> {
  for (const market of currencies) yield* market.prices(nowMs)
}

function* chainEvents({ currencies }: SimulatedWorld, nowMs: number): Generator<MarketEvent> {
  for (const market of currencies) {
    yield* market.listing(nowMs)
    yield* market.volatility(nowMs)
    yield* market.options(nowMs)
  }
}
