import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { indexLocks, readLockedIndices, type LockedIndices, type Mapped } from '../deribit/language/map-signal.js'
import type { DeribitMapper } from '../deribit/language/mapper.js'
import type { DeribitMessage } from '../deribit/language/messages.js'
import { createSummaryOverlap } from '../deribit/language/summary-overlap.js'
import { readRecording, recordedArrival } from './recording.js'
import type { RecordingScan } from './scan-recording.js'

type CurrencyEvent = Extract<MarketEvent, { readonly currency: string }>

/** What a recording says at a time, in our units. Its times of receipt are that time. */
export interface RecordedMoment {
  readonly timeMs: UnixMs
  /** Whether a history begins with it. It then holds what is listed. A recording may have several, each older than the one before. */
  readonly isBeginning: boolean
  readonly events: readonly CurrencyEvent[]
  /** Which line of the recording it comes from. */
  readonly line: number
}

/** Reads a recording from start to end, of the currencies that it was found to have. */
export async function* recordedMoments(
  { file, listings, currencies, facts }: RecordingScan,
  mapper: DeribitMapper,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<RecordedMoment> {
  const isOurs = (event: MarketEvent): event is CurrencyEvent => {
    return 'currency' in event && currencies.includes(event.currency)
  }
  let overlap = createSummaryOverlap()
  const begin = (timeMs: UnixMs, line: number, listed: RecordingScan['listings']): RecordedMoment => {
    overlap = createSummaryOverlap()
    for (const listing of listed) overlap.list(listing)
    return { timeMs, isBeginning: true, events: listed.map((one) => ({ ...one, receivedTimeMs: timeMs })), line }
  }
  yield begin(facts.fromMs, 1, listings)
  for await (const { message, timeMs, startsOver, line } of readRecording(file, { onRead })) {
    if (startsOver) {
      yield begin(
        timeMs,
        line,
        listings.map((listing) => ({ ...listing, eventTimeMs: timeMs })),
      )
    }
    const arrival = recordedArrival(timeMs, timeMs)
    const mapped = mapper.message(message, arrival)
    const lockedIndices = lockedIn(message, mapped)
    const locks = lockedIndices ? indexLocks(lockedIndices, currencies, arrival) : []
    const said = fresh(message, [...mapped.events, ...locks], timeMs)
    if (said.length > 0) yield { timeMs, isBeginning: false, events: said.filter(isOurs), line }
  }

  /** The events of a frame, without what a live channel said better. */
  function fresh(message: DeribitMessage, events: readonly MarketEvent[], timeMs: UnixMs): readonly MarketEvent[] {
    if (message.kind === 'notification') overlap.heard(events, timeMs)
    const rest = message.kind === 'answer' ? overlap.remainder(events, timeMs) : events
    for (const event of rest) if (event.type === 'listing' && isOurs(event)) overlap.list(event)
    return rest
  }
}

/** Which indices are locked: a channel says it, or an answer to the recorder's question. */
function lockedIn(message: DeribitMessage, { signal }: Mapped): LockedIndices | null {
  if (signal?.kind === 'platform-lock') return signal.lockedIndices
  return message.kind === 'answer' ? readLockedIndices(message.result) : null
}
