import { createHash } from 'node:crypto'
import type { MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import type { MarketFeed } from '../market-feed.js'
import { createMarketClock } from './market-clock.js'
import { settingsOf, simulatedCurrencies } from './market-settings.js'
import { startTelling } from './simulated-events.js'

export interface SimulatedFeedOptions {
  /** All feeds with one seed have the same market at the same time. */
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
 * listing calendar, price steps and units. The market is a function of the seed and the time; the feed only says what it
 * is, at multiples of its intervals. It never ends by itself. After a pause of its clock it goes on from the present.
 * When the clock is set back, the feed's own time goes on. Throws a RangeError for a currency without a model.
 */
export function simulatedFeed(options: SimulatedFeedOptions): MarketFeed {
  const { currencies = simulatedCurrencies, tickMs, chainMs } = options
  currencies.forEach(settingsOf)
  return {
    name: 'simulated',
    source: 'SIMULATED',
    world: worldOf(String(options.seed)),
    currencies,
    staleAfterMs: Math.max(8000, 4 * Math.max(tickMs, chainMs)),
    events: (signal) => simulate(options, currencies, signal),
    watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
  }
}

/** Names the world of a seed without giving the seed away, which may be secret: whoever knows it knows the market's future. */
function worldOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 16)
}

async function* simulate(
  { seed, tickMs, chainMs, clock }: SimulatedFeedOptions,
  currencies: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<MarketEvent> {
  const marketNow = createMarketClock(clock)
  const telling = startTelling({ seed: String(seed), currencies, fromMs: marketNow(), tickMs, chainMs })
  const tell = (events: Iterable<MarketEvent>) => whileWanted(received(events, clock), signal)
  yield* tell(telling.first())
  while (!signal.aborted) {
    await clock.sleep(Math.max(0, telling.nextMs() - marketNow()), signal)
    yield* tell(telling.until(marketNow()))
  }
}

/**
 * We receive events now, by our clock, all that are told at once at one time: so a recording knows that nobody saw one without the
 * others. The market's clock may be ahead of ours.
 */
function* received(events: Iterable<MarketEvent>, clock: Clock): Generator<MarketEvent> {
  const receivedTimeMs = Math.round(clock.now())
  for (const event of events) yield 'receivedTimeMs' in event ? { ...event, receivedTimeMs } : event
}

function* whileWanted(events: Iterable<MarketEvent>, signal: AbortSignal): Generator<MarketEvent> {
  for (const event of events) {
    if (signal.aborted) return
    yield event
  }
}
