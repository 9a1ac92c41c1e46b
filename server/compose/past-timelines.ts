import { memoryBus } from '../bus/memory/memory-bus.js'
import type { UnixMs } from '../domain/units.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import type { Services } from '../graphql/context.js'
import type { Timeline } from '../graphql/timeline.js'
import { CandleReader } from '../history/bars/candle-reader.js'
import { CandleViews } from '../history/bars/candle-views.js'
import type { HistoryReader, RecordedMarket, TimeSpan } from '../history/market-history.js'
import { NotRecorded } from '../history/not-recorded.js'
import { PlayedMarket, publishedBeforeMs } from '../history/play/played-market.js'
import { UnreadableSegment } from '../history/segment/segment-frame.js'
import { VolatilityReader } from '../history/volatility/volatility-reader.js'
import { VolatilityViews } from '../history/volatility/volatility-views.js'
import { FairCache } from '../lib/fair-cache.js'
import { restOf } from '../lib/in-slices.js'
import type { Logger } from '../lib/logger.js'
import type { OpenedLater } from '../lib/opened-later.js'
import { ChainViews } from '../market/chain-views.js'
import { InstrumentViews } from '../market/instrument-views.js'
import type { History } from '../storage/open-store.js'
import type { Desk } from '../trading/desk.js'
import type { OpenCandles } from './open-candles.js'
import type { OpenVolatility } from './open-volatility.js'
import type { MarketRecording } from './record-market.js'

export interface PastParts {
  readonly feed: MarketFeed
  readonly history: OpenedLater<History>
  readonly recording: MarketRecording
  readonly candles: OpenCandles
  readonly volatility: OpenVolatility
  /** Opens the accounts of a past. Null when nothing is kept of them. */
  readonly openPast: Desk['openPast']
  readonly onRefused: () => void
  readonly log: Logger
}

/** A moment of a market with all options of two currencies takes some 15 MB. */
const mostMoments = 8
const maxWaiting = 200
const maxWaitingOfConnection = 10
const { signal: never } = new AbortController()

/**
 * Answers the timeline that stands still at a time, as it was then. It is made for the asker; whoever asks for the same time
 * shares it. Rejects with `NotRecorded`, as the history does, with `UnreadableSegment`, or as `FairQueue`.
 */
export function pastTimelines(parts: PastParts): Services['timelineAt'] {
  const bounds = { atOnce: 1, maxWaiting, maxWaitingOfConnection, onRefused: parts.onRefused }
  const moments = new FairCache<UnixMs, Timeline>({ most: mostMoments, ...bounds })
  return (atMs, asker) => moments.get(atMs, () => timelineAt(atMs, parts), asker)
}

async function timelineAt(
  atMs: UnixMs,
  { feed, history, recording, candles, volatility, openPast, log }: PastParts,
): Promise<Timeline> {
  const { market } = recording
  if (market === null) throw new NotRecorded(atMs, null)
  const recordedMs = await recording.catchUp(atMs)
  const { markets } = await history.get()
  const range = await rangeWith(atMs, markets, market, recordedMs)
  const bars = candles.past('ALL_OPTIONS')
  const barsFromMs = bars.startAt(atMs)
  await using past = openPast({ bus: memoryBus(), now: () => played.clock.now(), playedAs: null })
  if (past === null) throw new NotRecorded(atMs, null)
  const { bus } = past
  const rest = () => restOf(1)
  const onTurn = () => past.mark()
  const options = { history: markets, market, feed, bus, log, rest, onFolded: bars.onFolded, onTurn }
  await using played = new PlayedMarket(options, atMs)
  // Chains that nobody hears are not published. Here they are to be as they were, not so before.
  const hearing = new AbortController()
  const isNearly = () => played.clock.now() >= atMs - publishedBeforeMs
  bus.subscribe('optionChain', { accepts: isNearly, signal: hearing.signal })
  try {
    const toldFromMs = await past.goTo(atMs)
    await played.seek(atMs, never, { heardFromMs: Math.min(barsFromMs, toldFromMs), toldFromMs })
    past.mark()
  } catch (error) {
    if (!(error instanceof UnreadableSegment)) throw error
    log.error({ err: error, atMs }, 'What was recorded cannot be read')
    throw new NotRecorded(atMs, range, 'UNREADABLE')
  } finally {
    hearing.abort()
  }
  const { state, clock } = played
  const source = bars.of(state)
  const samples = volatility.past(state, source)
  return {
    market: state,
    chains: new ChainViews(state),
    instruments: new InstrumentViews(state),
    candles: new CandleViews(source, state, log),
    candlesFor: (asker) => new CandleReader(source, asker),
    volatility: new VolatilityViews(samples, state, log),
    volatilityFor: (asker) => new VolatilityReader(samples, asker),
    bus,
    clock,
    watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
    accountsFor: (readable, asker) => past.accountsFor(readable, asker),
  }
}

/**
 * What is recorded, the time included. `recordedMs`: until then nothing that was heard is missing, though nothing may have been
 * heard.
 */
async function rangeWith(
  atMs: UnixMs,
  history: HistoryReader,
  market: RecordedMarket,
  recordedMs: UnixMs | null,
): Promise<TimeSpan> {
  const kept = await history.range(market)
  if (kept === null) throw new NotRecorded(atMs, null)
  const range = { fromMs: kept.fromMs, toMs: Math.max(kept.toMs, recordedMs ?? -Infinity) }
  if (atMs < range.fromMs || atMs > range.toMs) throw new NotRecorded(atMs, range)
  const hole = await history.holeAt(market, atMs)
  if (hole) throw new NotRecorded(atMs, range, hole)
  return range
}
