import type { MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import { silentLog, type FeedLog } from '../deribit/feed-log.js'
import { FeedMemory } from '../deribit/feed-memory.js'
import { createMapper, type DeribitMapper } from '../deribit/mapper.js'
import { createSummaryOverlap } from '../deribit/summary-overlap.js'
import type { MarketFeed } from '../market-feed.js'
import { createPace, longestPauseMs } from './pace.js'
import { readRecording, recordedArrival } from './recording.js'
import { scanRecording, type RecordingScan } from './scan-recording.js'

export interface ReplayFeedOptions {
  /** A recording of what Deribit sent; see `readRecordedLine` for its formats. */
  readonly file: string
  /** 1 is the pace of the recording, 10 is ten times as fast. */
  readonly speed?: number
  /** Whether to start over at the end. */
  readonly loop?: boolean
  readonly clock: Clock
  readonly log?: FeedLog
}

/** A pause this short is not worth waking up for. */
const shortestSleepMs = 4
/** Between two rounds, also of a recording of one moment. */
const betweenRoundsMs = 1_000

/**
 * Plays a recording at its own pace times `speed`, but cuts pauses to five seconds of it: the times of its values are
 * those recorded, the times of receipt are now. Every round starts with listings; a further one with `reset`. Without `loop` it ends with `ENDED`. Rejects,
 * naming the file, when that cannot be read or holds no market data.
 */
export async function openReplayFeed(options: ReplayFeedOptions): Promise<MarketFeed> {
  const { speed = 1, file, log = silentLog } = options
  if (!(speed > 0)) throw new Error(`The speed of a replay must be above 0, not ${speed}`)
  const scan = await scanRecording(file)
  const { currencies, facts, largestGapMs } = scan
  const { leftOut, pausesCut, cutMs } = facts
  log.info({ file, currencies, leftOut, pausesCut, cutMs }, 'Recording read')
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

async function* untilAborted(events: AsyncIterable<MarketEvent>, signal: AbortSignal): AsyncGenerator<MarketEvent> {
  for await (const event of events) {
    if (signal.aborted) return
    yield event
  }
}

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
  { file, clock, speed }: PlayOptions,
  { listings, currencies }: RecordingScan,
  mapper: DeribitMapper,
  signal: AbortSignal,
): AsyncGenerator<MarketEvent> {
  const memory = new FeedMemory()
  for (const listing of listings) {
    memory.take(listing)
    yield { ...listing, receivedTimeMs: clock.now() }
  }
  const overlap = createSummaryOverlap((currency, symbol) => memory.isListed(currency, symbol))
  const untilDueMs = createPace(clock, speed)
  for await (const { message, timeMs } of readRecording(file)) {
    const { events } = mapper.message(message, recordedArrival(timeMs, clock.now()))
    if (events.length === 0) continue
    const waitMs = untilDueMs(timeMs)
    if (waitMs >= shortestSleepMs) await clock.sleep(waitMs, signal)
    if (signal.aborted) return
    if (message.kind === 'notification') overlap.heard(events, timeMs)
    const fresh = message.kind === 'answer' ? overlap.remainder(events, timeMs) : events
    for (const event of fresh) {
      if (!('currency' in event) || !currencies.includes(event.currency)) continue
      memory.take(event)
      yield { ...event, receivedTimeMs: clock.now() }
    }
  }
}
