import type { MarketEvent } from '../../server/domain/market-events.js'
import type { DataSource } from '../../server/domain/source.js'
import type { MarketFeed } from '../../server/feeds/market-feed.js'
import { boundedList } from '../../server/lib/buffers.js'
import { PushIterator } from '../../server/lib/push-iterator.js'
import { feedLive, indexTick, ladder, listing, option, optionsEvent, update } from './builders.js'

/** A feed that says what a test tells it to, and nothing else. Times of its events are the present. */
export class ScriptedFeed implements MarketFeed {
  readonly name = 'simulated'
  readonly currencies = ['BTC', 'ETH']
  readonly staleAfterMs: number = 3_600_000
  /** Expiries being watched now, as `currency:expiryMs`. */
  readonly watched: string[] = []
  readonly source: DataSource
  readonly #events = new PushIterator<MarketEvent>(boundedList(100_000), () => {})

  constructor(source: DataSource = 'SIMULATED') {
    this.source = source
  }

  say(...events: MarketEvent[]): void {
    for (const event of events) this.#events.push('', event)
  }

  /** Has the feed throw, as none should. */
  fail(error: Error): void {
    this.#events.fail(error)
  }

  async *events(signal: AbortSignal): AsyncGenerator<MarketEvent> {
    signal.addEventListener('abort', () => this.#events.end())
    yield* this.#events
  }

  watchExpiry(currency: string, expiryMs: number): Disposable {
    const interest = `${currency}:${expiryMs}`
    this.watched.push(interest)
    return {
      [Symbol.dispose]: () => {
        this.watched.splice(this.watched.indexOf(interest), 1)
      },
    }
  }
}

export const strikes = [80_000, 82_000, 84_000, 86_000, 88_000]

/** When this was loaded: symbols and expiries stay the same however long the tests take. */
const loadedMs = Date.now()

/** The next whole day at 08:00 UTC at least three hours away, which tests do not last, and the one a week later. */
export function expiriesFrom(now = loadedMs): [number, number] {
  const day = 86_400_000
  const next = Math.ceil((now + 3 * 3_600_000 - 8 * 3_600_000) / day) * day + 8 * 3_600_000
  return [next, next + 7 * day]
}

/** A small market: BTC with two expiries of five strikes, everything quoted; ETH with an index alone. */
export function openMarket(feed: ScriptedFeed, now = Date.now(), expiries = expiriesFrom()): void {
  const instruments = expiries.flatMap((expiryMs) => ladder(strikes, expiryMs))
  feed.say(
    feedLive,
    listing(instruments, now),
    listing([], now, 'ETH'),
    indexTick(84_000, now),
    indexTick(2_800, now, 'ETH'),
    perpetualTick({ bidPriceUsd: 83_999.5, askPriceUsd: 84_000.5, markPriceUsd: 84_000 }, now),
    optionsEvent(
      instruments.map(({ symbol }) =>
        update(
          symbol,
          { underlyingPriceUsd: 84_100, markIv: 0.45, markPrice: 0.02, bidPrice: 0.0195, askPrice: 0.0205 },
          now,
        ),
      ),
      now,
    ),
  )
}

export function perpetualTick(
  values: Extract<MarketEvent, { type: 'perpetual' }>['values'],
  now = Date.now(),
): MarketEvent {
  return { type: 'perpetual', currency: 'BTC', symbol: 'BTC-PERPETUAL', values, eventTimeMs: now, receivedTimeMs: now }
}

/** Symbol of the nearest expiry's option. */
export function symbolOf(strikeUsd: number, kind: 'CALL' | 'PUT' = 'CALL'): string {
  return option(strikeUsd, kind, expiriesFrom()[0]).symbol
}
