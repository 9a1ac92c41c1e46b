import { setMaxListeners } from 'node:events'
import type { FeedState, MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import { PushIterator } from '../../lib/push-iterator.js'
import { Secrets, secretsIn } from '../../lib/secrets.js'
import { silentLog, type FeedLog } from '../feed-log.js'
import type { MarketFeed } from '../market-feed.js'
import { createBackoff, type Outage } from './connection/backoff.js'
import { createListingKeeper } from './connection/keep-listings.js'
import { DeribitSession, type SessionParts } from './connection/session.js'
import { wantedChannels } from './connection/ticker-plan.js'
import { deribitTimings, type DeribitTimings } from './connection/timings.js'
import { eventQueue } from './event-queue.js'
import { FeedMemory } from './feed-memory.js'
import { ExchangeClock } from './language/exchange-clock.js'
import { createMapper } from './language/mapper.js'
import type { Ignore } from './language/readings.js'
import { createSummaryOverlap } from './language/summary-overlap.js'
import { translateSession, type TranslationParts } from './translate-session.js'
import { createWatchedExpiries, type WatchedExpiries } from './watched-expiries.js'

export interface DeribitFeedOptions {
  /** `wss://www.deribit.com/ws/api/v2`, or the one of the test exchange. */
  readonly url: string
  /** Currencies with inverse options, the main one first. Default: BTC and ETH. */
  readonly currencies?: readonly string[]
  readonly clock: Clock
  /** Gets every text frame as it came. A recorder uses it. */
  readonly onRawFrame?: (text: string, receivedTimeMs: number) => void
  readonly log?: FeedLog
  /** Replaces some of `deribitTimings`. */
  readonly timings?: Partial<DeribitTimings>
}

/** About ten seconds of a busy market. */
const queueCapacity = 20_000

/**
 * The public market data of Deribit. Throws when `url` is not a WebSocket address. After that it never throws: when the
 * connection ends, it reports its state and connects again. Each connection starts with the whole market, because the
 * exchange does not repeat what was missed. A reader who is too far behind loses the events that wait and gets such a
 * new start.
 */
export function deribitFeed(options: DeribitFeedOptions): MarketFeed {
  const { protocol, hash } = new URL(options.url)
  if (!['ws:', 'wss:'].includes(protocol) || hash !== '') throw new Error('not a WebSocket address')
  return new DeribitFeed(options)
}

class DeribitFeed implements MarketFeed {
  readonly name = 'deribit'
  readonly source = 'DERIBIT'
  /** The test exchange is another market. */
  readonly world: string
  readonly currencies: readonly string[]
  readonly staleAfterMs = deribitTimings.dataSilenceMs
  readonly #over = new AbortController()
  readonly #watched: WatchedExpiries
  readonly #parts: SessionParts & TranslationParts
  #session: DeribitSession | null = null

  constructor({ url, clock, onRawFrame, currencies = ['BTC', 'ETH'], log = silentLog, timings }: DeribitFeedOptions) {
    this.currencies = currencies
    this.world = new URL(url).host
    const waits = { ...deribitTimings, ...timings }
    // Every reader that leaves waits on this signal for a while. Node would report that many listeners as a leak.
    setMaxListeners(0, this.#over.signal)
    this.#watched = createWatchedExpiries({
      clock,
      lingerMs: waits.watchLingerMs,
      onChange: () => this.#session?.replan(),
      signal: this.#over.signal,
      log,
    })
    const memory = new FeedMemory()
    const { listings, indexPrices, delivered } = memory
    const ignore = logIgnored(log)
    this.#parts = {
      url,
      clock,
      timings: waits,
      currencies,
      log,
      ignore,
      memory,
      delivered,
      mapper: createMapper({ onIgnored: ignore }),
      exchangeClock: new ExchangeClock(),
      overlap: createSummaryOverlap(),
      listings: createListingKeeper(clock, waits),
      wantedChannels: () => wantedChannels({ currencies, listings, indexPrices, isWatched: this.#watched.isWatched }),
      ...(onRawFrame && { onRawFrame }),
    }
  }

  events(signal: AbortSignal): AsyncIterable<MarketEvent> {
    const stop = () => queue.stop()
    const queue = new PushIterator<MarketEvent>(eventQueue(queueCapacity), () => {
      signal.removeEventListener('abort', stop)
      this.#over.abort()
    })
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    this.#run(queue).catch((error: unknown) => queue.fail(new Error('The Deribit feed failed', { cause: error })))
    return queue
  }

  watchExpiry(currency: string, expiryMs: number): Disposable {
    return this.#watched.watch(currency, expiryMs)
  }

  /** Connects again and again, until the reader has gone. */
  async #run(queue: PushIterator<MarketEvent>): Promise<void> {
    const { clock, timings, log, url } = this.#parts
    const { signal } = this.#over
    const secrets = new Secrets()
    secrets.add(secretsIn(url))
    const backoff = createBackoff(timings)
    queue.push('', { type: 'feed-state', state: 'CONNECTING', detail: null })
    while (!signal.aborted) {
      const end = await this.#runSession(queue, signal)
      if (signal.aborted) return
      const retryInMs = backoff(end)
      // The exchange, or a proxy before it, may repeat what the address holds. Everybody reads the detail.
      const reason = secrets.hide(end.reason)
      queue.push('', { type: 'feed-state', state: 'RECONNECTING', detail: reason, retryInMs })
      log.info({ reason, retryInMs: Math.round(retryInMs) }, 'Connection to Deribit ended')
      await clock.sleep(retryInMs, signal)
    }
  }

  /** A session throws only because of a bug of ours. The reader sees an outage like any other. */
  async #runSession(queue: PushIterator<MarketEvent>, signal: AbortSignal): Promise<Outage & { reason: string }> {
    const { clock, log } = this.#parts
    try {
      const startedMs = clock.now()
      let state: FeedState = 'CONNECTING'
      let liveSinceMs: number | null = null
      const session = (this.#session = new DeribitSession(this.#parts, signal))
      for await (const event of translateSession(session, this.#parts)) {
        if (event.type === 'feed-state') state = event.state
        if (state === 'LIVE') liveSinceMs ??= clock.now()
        if (!queue.push('', event)) session.hangUp('the reader is too slow', true)
      }
      const { reason, refused } = session.end
      const endMs = clock.now()
      return {
        reason,
        refused: refused || state === 'RECONNECTING',
        liveMs: liveSinceMs === null ? 0 : endMs - liveSinceMs,
        downMs: (liveSinceMs ?? endMs) - startedMs,
      }
    } catch (error) {
      log.warn({ err: error }, 'A session with Deribit failed')
      return { reason: String(error), refused: false, liveMs: 0, downMs: 0 }
    } finally {
      this.#session = null
    }
  }
}

/**
 * Logs each kind of thing that the mapper leaves out once. When the exchange changes, the same thing comes for ever.
 */
function logIgnored(log: FeedLog, most = 200): Ignore {
  const told = new Set<string>()
  return (reason, what) => {
    const kind = `${reason} ${what}`
    if (told.has(kind) || told.size >= most) return
    told.add(kind)
    log.warn({ reason, what }, 'Left out of what Deribit sent')
  }
}
