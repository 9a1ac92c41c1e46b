import type { MarketEvent } from '../../domain/market-events.js'
import type { Clock } from '../../lib/clock.js'
import { createMapper, type DeribitMapper } from '../deribit/language/mapper.js'
import { silentLog, type FeedLog } from '../feed-log.js'
import type { MarketFeed } from '../market-feed.js'
import { createPace, longestPauseMs } from './pace.js'
import { recordedMoments } from './recorded-moments.js'
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
  scan: RecordingScan,
  mapper: DeribitMapper,
  signal: AbortSignal,
): AsyncGenerator<MarketEvent> {
  let untilDueMs: ReturnType<typeof createPace> | null = null
  for await (const { timeMs, isBeginning, events } of recordedMoments(scan, mapper)) {
    if (isBeginning) {
      if (untilDueMs !== null) {
        await clock.sleep(betweenRoundsMs, signal)
        if (signal.aborted) return
        yield { type: 'reset' }
      }
      untilDueMs = createPace(clock, speed)
    } else {
      const waitMs = untilDueMs?.(timeMs) ?? 0
      if (waitMs >= shortestSleepMs) await clock.sleep(waitMs, signal)
      if (signal.aborted) return
    }
    for (const event of events) yield { ...event, receivedTimeMs: clock.now() }
  }
}
