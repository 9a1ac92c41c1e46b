import { setMaxListeners } from 'node:events'
import type { FeedState, MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import type { MarketFeed } from '../market-feed.js'
import { createBackoff } from './connection/backoff.js'
import { createEventQueue } from './event-queue.js'
import { silentLog, type FeedLog } from '../feed-log.js'
import { FeedMemory } from './feed-memory.js'
import { createListingKeeper } from './connection/keep-listings.js'
import { createMapper } from './language/mapper.js'
import type { Ignore } from './language/readings.js'
import { createSummaryOverlap } from './language/summary-overlap.js'
import { DeribitSession, type SessionEnd, type SessionParts } from './connection/session.js'
import { wantedChannels } from './connection/ticker-plan.js'
import { deribitTimings, type DeribitTimings } from './connection/timings.js'
import { createWatchedExpiries, type WatchedExpiries } from './watched-expiries.js'

export interface DeribitFeedOptions {
  /** `wss://www.deribit.com/ws/api/v2`, or the test exchange's. */
  readonly url: string
  /** Currencies with inverse options, the main one first; BTC and ETH when left out. */
  readonly currencies?: readonly string[]
  readonly clock: Clock
  /** Given every text frame as it came, for a recorder. */
  readonly onRawFrame?: (text: string, receivedTimeMs: number) => void
  readonly log?: FeedLog
  /** Overrides of `deribitTimings`. */
  readonly timings?: Partial<DeribitTimings>
}

/** Some ten seconds of a busy market. */
const queueCapacity = 20_000

/**
 * The public market data of Deribit. Throws when `url` is not a WebSocket address; after that, whatever the exchange
 * does, it reports its state, reconnects, and goes on. Nothing is replayed between two connections: each starts with
 * whole surfaces. A reader who falls too far behind loses what is queued and gets a new start.
 */
export function deribitFeed(options: DeribitFeedOptions): MarketFeed {
  const { protocol, hash } = new URL(options.url)
  if (!/^wss?:$/.test(protocol) || hash !== '') throw new Error(`not a WebSocket address: ${options.url}`)
  return new DeribitFeed(options)
}

class DeribitFeed implements MarketFeed {
  readonly name = 'deribit'
  readonly source = 'DERIBIT'
  readonly currencies: readonly string[]
  readonly staleAfterMs = deribitTimings.dataSilenceMs
  readonly #clock: Clock
  readonly #timings: DeribitTimings
  readonly #log: FeedLog
  readonly #queue = createEventQueue(queueCapacity)
  readonly #memory = new FeedMemory()
  readonly #over = new AbortController()
  readonly #watched: WatchedExpiries
  readonly #parts: SessionParts
  #session: DeribitSession | null = null
  #state: { state: FeedState; detail: string | null } | null = null

  constructor(options: DeribitFeedOptions) {
    this.currencies = options.currencies ?? ['BTC', 'ETH']
    this.#clock = options.clock
    this.#timings = { ...deribitTimings, ...options.timings }
    this.#log = options.log ?? silentLog
    // Every reader that has gone lingers on this signal, so many listeners are no leak.
    setMaxListeners(0, this.#over.signal)
    this.#watched = createWatchedExpiries({
      clock: this.#clock,
      lingerMs: this.#timings.watchLingerMs,
      onChange: () => this.#session?.replan(),
      signal: this.#over.signal,
    })
    this.#parts = this.#sessionParts(options)
  }

  events(signal: AbortSignal): AsyncIterable<MarketEvent> {
    const stop = () => {
      this.#over.abort()
      this.#queue.close()
      signal.removeEventListener('abort', stop)
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
    void this.#run(this.#over.signal)
    const next = () => this.#queue.next()
    const end = () => {
      stop()
      return this.#queue.next()
    }
    return { [Symbol.asyncIterator]: () => ({ next, return: end }) }
  }

  watchExpiry(currency: string, expiryMs: number): Disposable {
    return this.#watched.watch(currency, expiryMs)
  }

  async #run(signal: AbortSignal): Promise<void> {
    const backoff = createBackoff(this.#timings)
    this.#report('CONNECTING', null)
    while (!signal.aborted) {
      const end = await this.#runSession(signal)
      if (signal.aborted) return
      const waitMs = backoff(end)
      this.#report('RECONNECTING', end.reason, waitMs)
      this.#log.info({ reason: end.reason, retryInMs: Math.round(waitMs) }, 'Connection to Deribit ended')
      await this.#clock.sleep(waitMs, signal)
    }
  }

  /** A session that throws is a fault of ours; for the reader it is an outage like any other. */
  async #runSession(signal: AbortSignal): Promise<SessionEnd> {
    try {
      this.#session = new DeribitSession(this.#parts)
      return await this.#session.run(signal)
    } catch (error) {
      this.#log.warn({ err: error }, 'A session with Deribit failed')
      return { reason: String(error), refused: false, liveMs: 0, downMs: 0 }
    } finally {
      this.#session = null
    }
  }

  #sessionParts({ url, onRawFrame }: DeribitFeedOptions): SessionParts {
    const log = this.#log
    const ignore = logIgnored(log)
    const { listings, indexPrices } = this.#memory
    const { currencies } = this
    const refresh = async (currency: string) => (await this.#session?.refreshListing(currency)) ?? false
    return {
      url,
      clock: this.#clock,
      timings: this.#timings,
      currencies,
      log,
      mapper: createMapper({ onIgnored: ignore }),
      ignore,
      listings: createListingKeeper({ clock: this.#clock, timings: this.#timings, refresh }),
      wantedChannels: () => wantedChannels({ currencies, listings, indexPrices, isWatched: this.#watched.isWatched }),
      overlap: createSummaryOverlap(),
      arrival: (receivedTimeMs) => this.#memory.arrival(receivedTimeMs),
      onExchangeClock: (answer) => this.#memory.takeExchangeClock(answer),
      publish: (events) => this.#publish(events),
      onState: (state, detail) => this.#report(state, detail),
      ...(onRawFrame && { onRawFrame }),
    }
  }

  #publish(events: readonly MarketEvent[]): boolean {
    let inTime = true
    let replan = false
    for (const event of events) {
      if ('currency' in event && !this.currencies.includes(event.currency)) continue
      replan = this.#memory.take(event) || replan
      inTime = this.#queue.push(event) && inTime
    }
    if (replan) this.#session?.replan()
    return inTime
  }

  #report(state: FeedState, detail: string | null, retryInMs?: number): void {
    if (retryInMs === undefined && this.#state?.state === state && this.#state.detail === detail) return
    this.#state = { state, detail }
    this.#queue.push({ type: 'feed-state', state, detail, ...(retryInMs !== undefined && { retryInMs }) })
  }
}

/** Logs the first of each kind of thing that the mapper left out; a venue that changes would repeat it for ever. */
function logIgnored(log: FeedLog, most = 200): Ignore {
  const told = new Set<string>()
  return (reason, what) => {
    const kind = `${reason} ${what}`
    if (told.has(kind) || told.size >= most) return
    told.add(kind)
    log.warn({ reason, what }, 'Left out of what Deribit sent')
  }
}
