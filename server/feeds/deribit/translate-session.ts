import { isOption } from '../../domain/instrument.js'
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
  /** Is called for each frame that makes no sense. */
  readonly ignore: Ignore
}

type Session = AsyncIterable<SessionEvent> & Pick<DeribitSession, 'heard' | 'replan'>
type Answer = Extract<SessionEvent, { kind: 'answer' }>
type Notification = Extract<SessionEvent, { kind: 'notification' }>

/**
 * Turns what the exchange says into market events of our currencies. The feed is live from the first market value on,
 * but not while the exchange is closed to clients without a login. It tells the session which channels spoke. The
 * events end when the session ends.
 */
export async function* translateSession(session: Session, parts: TranslationParts): AsyncGenerator<MarketEvent> {
  const { currencies, memory } = parts
  const eventsOf = createReader(session, parts)
  for await (const said of session) {
    const events = eventsOf(said).filter((event) => !('currency' in event) || currencies.includes(event.currency))
    const isReplanned = events.map((event) => memory.take(event)).includes(true)
    yield* events
    if (isReplanned) session.replan()
  }
}

function createReader(session: Session, parts: TranslationParts) {
  const { currencies, mapper, exchangeClock, overlap, listings, log, ignore } = parts
  let [isOpen, isLive] = [true, false]

  const readNotification = ({ channel, data, receivedTimeMs }: Notification): readonly MarketEvent[] => {
    const arrival = exchangeClock.arrival(receivedTimeMs)
    const { events, signal } = mapper.notification(channel, data, arrival)
    if (signal) return [...heed(signal, arrival), ...events]
    if (!events.some(isValue)) return events
    session.heard(channel, receivedTimeMs)
    overlap.heard(events, receivedTimeMs)
    if (isLive || !isOpen) return events
    isLive = true
    return [{ type: 'feed-state', state: 'LIVE', detail: null }, ...events]
  }
  const heed = (signal: MapperSignal, arrival: Arrival): readonly MarketEvent[] => {
    switch (signal.kind) {
      case 'platform-lock':
        return indexLocks(signal.lockedIndices, currencies, arrival)
      case 'instruments-changed':
        listings.changed(signal.currency)
        return []
      case 'public-access': {
        const wasOpen = isOpen
        isOpen = signal.open
        if (isOpen || !wasOpen) return []
        isLive = false
        return [{ type: 'feed-state', state: 'RECONNECTING', detail: 'Deribit is closed to clients without a login' }]
      }
    }
  }
  const readAnswer = ({ request, result, usOut, receivedTimeMs }: Answer): readonly MarketEvent[] => {
    const arrival = exchangeClock.arrival(receivedTimeMs, usOut)
    switch (request.method) {
      case 'public/hello':
        exchangeClock.take(usOut, receivedTimeMs)
        return []
      case 'public/status':
        return indexLocks(readLockedIndices(result) ?? new Set(), currencies, arrival)
      case 'public/get_instruments':
        return readListing(mapper.answer(result, arrival).events, request.params.currency)
      case 'public/get_book_summary_by_currency':
        return overlap.remainder(mapper.answer(result, arrival).events, receivedTimeMs)
      case 'public/get_delivery_prices':
        return readDeliveryPrices(result, request.params.index_name, arrival, ignore)
      default:
        return []
    }
  }
  /** We do not believe a listing without options. We ask for it again. */
  const readListing = (events: readonly MarketEvent[], currency: string): readonly MarketEvent[] => {
    const listed = events
      .filter((event) => event.type === 'listing')
      .filter((event) => event.currency === currency)
      .map(withoutExpired)
      .filter(({ instruments }) => instruments.some(isOption))
    listed.forEach(overlap.list)
    if (listed.length > 0) return listed
    log.warn({ currency }, 'Deribit lists no options')
    listings.changed(currency)
    return []
  }
  return (said: SessionEvent): readonly MarketEvent[] => {
    try {
      if (said.kind === 'notification') return readNotification(said)
      if (said.kind === 'answer') return readAnswer(said)
      ignore('message', said.why)
    } catch (error) {
      // One bad frame must not stop the next one.
      ignore('message', `frame not understood: ${String(error)}`)
    }
    return []
  }
}

/** A price or another number of the market. The other two only say what may trade. */
function isValue({ type }: MarketEvent): boolean {
  return type !== 'instrument-state' && type !== 'index-lock'
}
