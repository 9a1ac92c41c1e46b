import type { UnixMs } from '../../domain/units.js'
import type { MarketFeed } from '../../feeds/market-feed.js'
import type { HistoryReader, RecordedMarket, TimeSpan } from '../../history/market-history.js'
import { NotRecorded } from '../../history/not-recorded.js'
import type { Logger } from '../../lib/logger.js'
import type { OpenedLater } from '../../lib/opened-later.js'
import type { History } from '../../storage/open-store.js'
import type { MarketRecording } from '../record-market.js'

export interface RecordedParts {
  readonly history: OpenedLater<History>
  readonly recording: MarketRecording
}

/** A recorded market that has a time. */
export interface RecordedAt {
  readonly history: HistoryReader
  readonly market: RecordedMarket
  readonly range: TimeSpan
}

/** The same, to be played. */
export interface PlayableAt extends RecordedAt {
  /** Lets others go on, after some milliseconds of work. */
  readonly rest: () => Promise<void>
}

export interface PlayingParts {
  readonly feed: MarketFeed
  readonly log: Logger
}

/** The market of the feed, as far as it is recorded. Rejects with `NotRecorded`, or as the history. */
export async function recordedAt(atMs: UnixMs, { history, recording }: RecordedParts): Promise<RecordedAt> {
  const { market } = recording
  if (market === null) throw new NotRecorded(atMs, null)
  const recordedMs = await recording.catchUp(atMs)
  const { markets } = await history.get()
  const kept = await markets.range(market)
  if (kept === null) throw new NotRecorded(atMs, null)
  // Until `recordedMs` nothing that was heard is missing, though nothing may have been heard.
  const range = { fromMs: kept.fromMs, toMs: Math.max(kept.toMs, recordedMs ?? -Infinity) }
  if (atMs < range.fromMs || atMs > range.toMs) throw new NotRecorded(atMs, range)
  const hole = await markets.holeAt(market, atMs)
  if (hole) throw new NotRecorded(atMs, range, hole)
  return { history: markets, market, range }
}
