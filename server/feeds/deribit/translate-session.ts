import type { MarketEvent } from '../../domain/market-events.js'
import type { FeedLog } from '../feed-log.js'
import type { ListingKeeper } from './connection/keep-listings.js'
import type { DeribitSession, SessionEvent } from './connection/session.js'
import type { FeedMemory } from './feed-memory.js'
import type { Arrival } from './language/arrival.js'
import { readDeliveryPrices } from './language/delivery-prices.js'
import type { ExchangeClock } from './language/exchange-clock.js'
import { withoutExpired } from './language/listing.js'
import { indexLocks, readLockedIndices, type MapperSignal } from './language/map-signal.js'
import type { DeribitMapper } from './language/mapper.js'
import type { Ignore } from './language/readings.js'
import type { SummaryOverlap } from './language/summary-overlap.js'

export interface TranslationParts {
  readonly currencies: readonly string[]
  readonly mapper: DeribitMapper
  readonly exchangeClock: ExchangeClock
  readonly overlap: SummaryOverlap
  readonly memory: FeedMemory
  readonly listings: Pick<ListingKeeper, 'changed'>
  readonly log: FeedLog
  /** Told of frames that make no sense. */
  readonly ignore: Ignore
}

type Session = AsyncIterable<SessionEvent> & Pick<DeribitSession, 'heard' | 'replan'>
type Answer = Extract<SessionEvent, { kind: 'answer' }>
type Notification = Extract<SessionEvent, { kind: 'notification' }>

/**
 * What the exchange says, as market events of our currencies. It is live from the first market value on, and is not while
 * the exchange is closed to clients without a login. Tells the session what it heard. Ends with the session.
 */
export async function* translateSession(session: Session, parts: TranslationParts): AsyncGenerator<MarketEvent> {
  const translation = new Translation(session, parts)
  for await (const event of session) yield* translation.take(event)
}

class Translation {
  readonly #session: Session
  readonly #parts: TranslationParts
  #isOpen = true
  #isLive = false

  constructor(session: Session, parts: TranslationParts) {
    this.#session = session
    this.#parts = parts
  }

  *take(event: SessionEvent): Generator<MarketEvent> {
    let replan = false
    for (const one of this.#read(event)) {
      if ('currency' in one && !this.#parts.currencies.includes(one.currency)) continue
      if (this.#parts.memory.take(one)) replan = true
      yield one
    }
    if (replan) this.#session.replan()
  }

  /** Whatever a frame does to us, the next one is read. */
  #read(event: SessionEvent): readonly MarketEvent[] {
    try {
      return this.#eventsOf(event)
    } catch (error) {
      this.#parts.ignore('message', `frame not understood: ${String(error)}`)
      return []
    }
  }

  #eventsOf(event: SessionEvent): readonly MarketEvent[] {
    const { exchangeClock, ignore } = this.#parts
    switch (event.kind) {
      case 'notification':
        return this.#notification(event, exchangeClock.arrival(event.receivedTimeMs))
      case 'answer':
        return this.#answer(event, exchangeClock.arrival(event.receivedTimeMs, event.usOut))
      case 'unknown':
        ignore('message', event.why)
        return []
    }
  }

  #notification({ channel, data, receivedTimeMs }: Notification, arrival: Arrival): readonly MarketEvent[] {
    const { events, signal } = this.#parts.mapper.notification(channel, data, arrival)
    const news = signal ? this.#heed(signal, arrival) : []
    if (!events.some(isValue)) return [...news, ...events]
    this.#session.heard(channel, receivedTimeMs)
    this.#parts.overlap.heard(events, receivedTimeMs)
    return [...news, ...this.#live(), ...events]
  }

  #heed(signal: MapperSignal, arrival: Arrival): readonly MarketEvent[] {
    switch (signal.kind) {
      case 'instruments-changed':
        this.#parts.listings.changed(signal.currency)
        return []
      case 'platform-lock':
        return indexLocks(signal.lockedIndices, this.#parts.currencies, arrival)
      case 'public-access':
        return signal.open ? this.#open() : this.#shut()
    }
  }

  #open(): readonly MarketEvent[] {
    this.#isOpen = true
    return []
  }

  #shut(): readonly MarketEvent[] {
    if (!this.#isOpen) return []
    this.#isOpen = this.#isLive = false
    return [{ type: 'feed-state', state: 'RECONNECTING', detail: 'Deribit is closed to clients without a login' }]
  }

  #live(): readonly MarketEvent[] {
    if (this.#isLive || !this.#isOpen) return []
    this.#isLive = true
    return [{ type: 'feed-state', state: 'LIVE', detail: null }]
  }

  #answer({ request, result, usOut, receivedTimeMs }: Answer, arrival: Arrival): readonly MarketEvent[] {
    const { currencies, mapper, exchangeClock, overlap, ignore } = this.#parts
    switch (request.method) {
      case 'public/hello':
        exchangeClock.take(usOut, receivedTimeMs)
        return []
      case 'public/status':
        return indexLocks(readLockedIndices(result) ?? new Set(), currencies, arrival)
      case 'public/get_instruments':
        return this.#listing(request.currency, mapper.answer(result, arrival).events)
      case 'public/get_book_summary_by_currency':
        return overlap.remainder(mapper.answer(result, arrival).events, receivedTimeMs)
      case 'public/get_delivery_prices':
        return readDeliveryPrices(result, request.currency, arrival, ignore)
      default:
        return []
    }
  }

  /** A listing without options is not believed, and is asked for again. */
  #listing(currency: string, events: readonly MarketEvent[]): readonly MarketEvent[] {
    const { overlap, listings, log } = this.#parts
    const believed = events
      .filter((event) => event.type === 'listing')
      .filter((event) => event.currency === currency)
      .map(withoutExpired)
      .filter(({ instruments }) => instruments.some(({ kind }) => kind === 'OPTION'))
    believed.forEach(overlap.list)
    if (believed.length > 0) return believed
    log.warn({ currency }, 'Deribit lists no options')
    listings.changed(currency)
    return []
  }
}

/** News of what may trade says nothing about prices. */
function isValue({ type }: MarketEvent): boolean {
  return type !== 'instrument-state' && type !== 'index-lock'
}
