import type { Config } from '../config/config.js'
import type { HistoryStatus, RecordingState } from '../domain/history-status.js'
import type { MarketEvent } from '../domain/market-events.js'
import { msPerMinute, type UnixMs } from '../domain/units.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import type { RecordedMarket } from '../history/market-history.js'
import { Recorder } from '../history/recorder.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { OpenedLater } from '../lib/opened-later.js'
import type { Opened } from '../lib/opened.js'
import { within } from '../lib/within.js'
import type { MarketState } from '../market/market-state.js'
import type { AccountVersions } from '../storage/account-versions.js'
import type { History, Store } from '../storage/open-store.js'
import { maxVersionBytes } from './tend-versions.js'

/** Going to a time takes in all from the beginning of its segment. Shorter ones take more bytes, for their key frames. */
const segmentMs = msPerMinute
const tendIntervalMs = 10_000
/** Some half an hour of a market with all its options. */
const maxWaitingBytes = 16_000_000
/** Some seconds of one, which takes more in memory. */
const maxGatheredBytes = 32_000_000
/** A market that is not ready after this time is recorded nevertheless. */
const startMs = 5_000
/** A database that does not answer holds up the end of the process no longer. */
const closeMs = 2_000

export interface RecordParts {
  readonly history: OpenedLater<History>
  /** Null: what accounts were before is not kept. */
  readonly versions: AccountVersions | null
  readonly feed: MarketFeed
  readonly market: MarketState
  readonly clock: Clock
  readonly log: Logger
}

export interface MarketRecording {
  /** Null: nothing is recorded. */
  readonly market: RecordedMarket | null
  status(): HistoryStatus
  /** As of the recorder. */
  catchUp(untilMs: UnixMs): Promise<UnixMs | null>
  /** Takes each event of the feed, before the state does. */
  onHeard(event: MarketEvent): void
  run(signal: AbortSignal): Promise<void>
}

/** The history of the store. It is opened when it is first used, so that the server does not start later for it. */
export function historyOf(store: Store, opened: Opened): OpenedLater<History> {
  const history = new OpenedLater(() => store.openHistory())
  opened.add(() => Promise.resolve(within(closeMs, history[Symbol.asyncDispose](), () => {})))
  return history
}

/** Records what the feed says, unless that is turned off or is a recording already. */
export function recordMarket(bounds: Config['history'], parts: RecordParts): MarketRecording {
  const { history, versions, feed, market, clock, log } = parts
  if (bounds === null) return notRecorded('OFF')
  if (feed.recording) return notRecorded('REPLAY')
  const beganMs = clock.now()
  const recorded: RecordedMarket = { source: feed.source, world: feed.world ?? '' }
  const recorder = new Recorder({
    market: recorded,
    open: async () => (await history.get()).markets,
    keyFrame: () => market.keyFrame(),
    isStarting: () => !market.ready() && clock.now() < beganMs + startMs,
    bounds: { ...bounds, segmentMs, tendIntervalMs, maxGatheredBytes, maxWaitingBytes },
    clock,
    log,
  })
  return {
    market: recorded,
    status: () => ({ ...recorder.status(), ...ofAccounts(bounds, versions) }),
    catchUp: (untilMs) => recorder.catchUp(untilMs),
    onHeard: recorder.hear,
    run: (signal) => recorder.run(signal),
  }
}

function ofAccounts(bounds: Config['history'], versions: AccountVersions | null) {
  return {
    accountBytes: versions?.keptBytes() ?? null,
    maxAccountBytes: versions === null ? 0 : maxVersionBytes(bounds),
  }
}

function notRecorded(state: RecordingState): MarketRecording {
  const nothing = { fromMs: null, toMs: null, bytes: 0, maxBytes: 0, holes: [], ...ofAccounts(null, null) }
  const status = { ...nothing, state, recordedEvents: 0, droppedEvents: 0, waitingBytes: 0 }
  return {
    market: null,
    status: () => status,
    catchUp: () => Promise.resolve(null),
    onHeard: () => {},
    run: () => Promise.resolve(),
  }
}
