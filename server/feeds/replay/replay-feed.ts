import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { Clock } from '../../lib/clock.js'
import { indexLocks, readLockedIndices, type LockedIndices, type Mapped } from '../deribit/language/map-signal.js'
import { createMapper, type DeribitMapper } from '../deribit/language/mapper.js'
import type { DeribitMessage } from '../deribit/language/messages.js'
import { createSummaryOverlap } from '../deribit/language/summary-overlap.js'
import { silentLog, type FeedLog } from '../feed-log.js'
import type { MarketFeed } from '../market-feed.js'
import { createPace, longestPauseMs } from './pace.js'
import { readRecording, recordedArrival } from './recording.js'
import { scanRecording, type RecordingScan } from './scan-recording.js'

export interface ReplayFeedOptions {
  /** A recording of what Deribit sent. `readRecordedLine` names the formats. */
  readonly file: string
  /** 1 is the pace of the recording, 10 is ten times as fast. Default: 1. */
  readonly speed?: number
  /** Whether to start over at the end. Default: false. */
  readonly loop?: boolean
  readonly clock: Clock
  readonly log?: FeedLog
}

/** For a shorter pause we do not sleep. */
const shortestSleepMs = 4
/** The pause between two rounds. It also keeps a recording of a single moment from spinning. */
const betweenRoundsMs = 1_000

/**
 * Plays a recording at its own pace times `speed`. It cuts pauses to five seconds of recorded time. The values keep
 * their recorded times; the times of receipt are now. Every round starts with listings. `reset` comes before a further
 * round, and before a part of the recording that is older than what was played. Without `loop` it ends with `ENDED`.
 * Rejects when the file cannot be read or holds no market data. The error names the file.
 */
export async function openReplayFeed(options: ReplayFeedOptions): Promise<MarketFeed> {
  const { speed = 1, file, log = silentLog } = options
  if (!(speed > 0)) throw new Error(`The speed of a replay must be above 0, not ${speed}`)
  const scan = await scanRecording(file)
  const { currencies, facts, largestGapMs } = scan
  const { leftOut, pausesCut, cutMs, startsOver } = facts
  const told = { file, currencies, pausesCut, cutMs, startsOver, leftOut }
  if (startsOver + sumOf(leftOut) > 0) log.warn(told, 'Recording read, not all of it can be played as it stands')
  else log.info(told, 'Recording read')
  return {
    name: 'replay',
    source: 'REPLAY',
    currencies,
    staleAfterMs: Math.max(8_000, Math.ceil((2 * Math.min(largestGapMs, longestPauseMs)) / speed)),
    recording: facts,
    events: (signal) => untilAborted(play({ ...options, speed, log }, scan, signal), signal),
    watchExpiry: () => ({ [Symbol.dispose]() {} }),
  }
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

async function* untilAborted(events: AsyncIterable<MarketEvent>, signal: AbortSignal): AsyncGenerator<MarketEvent> {
  for await (const event of events) {
    if (signal.aborted) return
    yield event
  }
}

type CurrencyEvent = Extract<MarketEvent, { readonly currency: string }>

type PlayOptions = ReplayFeedOptions & { readonly speed: number; readonly log: FeedLog }

async function* play(options: PlayOptions, scan: RecordingScan, signal: AbortSignal): AsyncGenerator<MarketEvent> {
  const { clock, loop = false } = options
  const mapper = createMapper({ indexFromTickers: scan.withoutIndex })
  yield { type: 'feed-state', state: 'CONNECTING', detail: null }
  try {
    for (let round = 0; !signal.aborted; round += 1) {
      if (round > 0) yield { type: 'reset' }
      yield { type: 'feed-state', state: 'LIVE', detail: null }
      yield* playRound(options, scan, mapper, signal)
      if (signal.aborted) return
      if (!loop) break
      await clock.sleep(betweenRoundsMs, signal)
    }
    yield { type: 'feed-state', state: 'ENDED', detail: 'the recording is over' }
  } catch (error) {
    options.log.warn({ file: options.file, error: String(error) }, 'Recording broke off')
    yield { type: 'feed-state', state: 'ENDED', detail: 'the recording can no longer be read' }
  }
}

async function* playRound(
  { clock, speed }: PlayOptions,
  { file, listings, currencies }: RecordingScan,
  mapper: DeribitMapper,
  signal: AbortSignal,
): AsyncGenerator<MarketEvent> {
  const isOurs = (event: MarketEvent): event is CurrencyEvent => {
    return 'currency' in event && currencies.includes(event.currency)
  }
  let history = createHistory(clock, speed)
  yield* history.heard(listings)
  for await (const { message, timeMs, startsOver } of readRecording(file)) {
    if (startsOver) {
      await clock.sleep(betweenRoundsMs, signal)
      if (signal.aborted) return
      history = createHistory(clock, speed)
      yield { type: 'reset' }
      yield* history.heard(listings.map((listing) => ({ ...listing, eventTimeMs: timeMs })))
    }
    const arrival = recordedArrival(timeMs, clock.now())
    const mapped = mapper.message(message, arrival)
    const lockedIndices = lockedIn(message, mapped)
    const events = [...mapped.events, ...(lockedIndices ? indexLocks(lockedIndices, currencies, arrival) : [])]
    if (events.length === 0) continue
    const waitMs = history.untilDueMs(timeMs)
    if (waitMs >= shortestSleepMs) await clock.sleep(waitMs, signal)
    if (signal.aborted) return
    yield* history.heard(history.fresh(message, events, timeMs).filter(isOurs))
  }
}

/** What we know of the history that we play. */
function createHistory(clock: Clock, speed: number) {
  const overlap = createSummaryOverlap()
  return {
    untilDueMs: createPace(clock, speed),
    /** The events of a frame, without what a live channel said better. */
    fresh(message: DeribitMessage, events: readonly MarketEvent[], timeMs: UnixMs): readonly MarketEvent[] {
      if (message.kind === 'notification') overlap.heard(events, timeMs)
      return message.kind === 'answer' ? overlap.remainder(events, timeMs) : events
    },
    *heard(events: readonly CurrencyEvent[]): Generator<MarketEvent> {
      for (const event of events) {
        if (event.type === 'listing') overlap.list(event)
        yield { ...event, receivedTimeMs: clock.now() }
      }
    },
  }
}

/** Which indices are locked: a channel says it, or an answer to the recorder's question. */
function lockedIn(message: DeribitMessage, { signal }: Mapped): LockedIndices | null {
  if (signal?.kind === 'platform-lock') return signal.lockedIndices
  return message.kind === 'answer' ? readLockedIndices(message.result) : null
}
