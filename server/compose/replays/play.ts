import type { OpenBus } from '../../bus/event-bus.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { maxTradedMs } from '../../domain/limits.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { MarketFeed } from '../../feeds/market-feed.js'
import { apiError } from '../../graphql/errors.js'
import type { Timeline } from '../../graphql/timeline.js'
import type { HistoryReader, KnownMarket, RecordedMarket, TimeSpan } from '../../history/market-history.js'
import { NotRecorded } from '../../history/not-recorded.js'
import { currenciesAt } from '../../history/play/currencies-at.js'
import { PlayedMarket } from '../../history/play/played-market.js'
import { recordingId } from '../../history/recording-id.js'
import { NobodyWaits } from '../../lib/asker.js'
import type { Clock } from '../../lib/clock.js'
import type { FairQueue } from '../../lib/fair-queue.js'
import type { Logger } from '../../lib/logger.js'
import type { OpenedLater } from '../../lib/opened-later.js'
import { ownTurn } from '../../lib/own-turn.js'
import { ReadGate } from '../../lib/read-gate.js'
import { ChainViews } from '../../market/chain-views.js'
import { InstrumentViews } from '../../market/instrument-views.js'
import type { FeedFacts } from '../../market/market-state.js'
import { PastRemoved } from '../../replay/player.js'
import { UnknownRecording, type Played, type PlayWish } from '../../replay/replays.js'
import type { History } from '../../storage/open-store.js'
import type { AccountReader } from '../../trading/account-reader.js'
import type { Desk } from '../../trading/desk.js'
import type { PastDesk } from '../../trading/past/past-desk.js'
import { barsOfRecording, type OpenCandles } from '../open-candles.js'
import { readRecorded } from '../read-recorded.js'
import type { MarketRecording } from '../record-market.js'
import { HeldBus } from './held-bus.js'
import type { KnownRecordings } from './known-recordings.js'
import { playedSeries, type PlayedSeries } from './played-series.js'
import { RecordedPlayer } from './recorded-player.js'
import { tradeInReplay } from './trade-in-replay.js'

export interface PlayParts {
  readonly feed: MarketFeed
  readonly history: OpenedLater<History>
  readonly recording: MarketRecording
  readonly recordings: KnownRecordings
  readonly candles: Pick<OpenCandles, 'past'>
  readonly openPast: Desk['openPast']
  /** Of all that decodes much at a time, by owner. */
  readonly turns: FairQueue
  readonly clock: Clock
  readonly onRefusedRead: () => void
  readonly log: Logger
}

/** As long a source is silent before its values are stale, unless the feed of that source says otherwise. */
const usualStaleAfterMs = 8_000

/** Rejects with `UnknownRecording`, `NotRecorded`, as the history does, or when it is given up. */
export async function play(wish: PlayWish, parts: PlayParts, signal: AbortSignal): Promise<Played<Timeline>> {
  const { history, recording, recordings, clock, log } = parts
  await recording.catchUp(wish.toMs ?? clock.now())
  const { markets } = await history.get()
  const known = await recordings.find(markets, wish.recording)
  if (!known) throw wish.recording === null ? new NotRecorded(wish.fromMs, null) : new UnknownRecording(wish.recording)
  const { range, toMs } = await spanOf(wish, markets, known.market)
  const found = { history: markets, known, range, toMs }
  return readRecorded({ atMs: wish.fromMs, range, log }, () => playFound(wish, found, parts, signal))
}

/** What a wish names. */
interface Found {
  readonly history: HistoryReader
  readonly known: KnownMarket
  /** The times at which a replay can begin. */
  readonly range: TimeSpan
  readonly toMs: UnixMs
}

/** Rejects as `play`, and with `UnreadableSegment`. */
async function playFound(
  wish: PlayWish,
  found: Found,
  parts: PlayParts,
  signal: AbortSignal,
): Promise<Played<Timeline>> {
  const { recordings, feed, onRefusedRead, log } = parts
  const { history, known, range, toMs } = found
  const { market } = known
  const currencies = await currenciesAt(wish.fromMs, { history, market, rest: ownTurn })
  if (currencies === null) throw new NotRecorded(wish.fromMs, null)
  const facts: FeedFacts = {
    name: 'replay',
    source: 'REPLAY',
    currencies,
    staleAfterMs: market.source === feed.source ? feed.staleAfterMs : usualStaleAfterMs,
  }
  // The accounts of this server traded in the market of its feed alone. Where agents trade, there are no others.
  const isOfFeed = recordings.isCurrent(market)
  const hasAccounts = isOfFeed && wish.agents.length === 0
  const open = hasAccounts ? parts.openPast : () => null
  const heldBus = new HeldBus(memoryBus())
  const past: PastDesk | null = open({ bus: heldBus, now: () => played.clock.now(), playedAs: 'REPLAY' })
  const bus = past?.bus ?? heldBus
  const onFolded = (event: MarketEvent) => series.onFolded(event)
  const onTurn = () => past?.mark()
  const options = { history, market, feed: facts, bus, log, rest: ownTurn, onFolded, onTurn }
  const played: PlayedMarket = new PlayedMarket({ ...options, optionsWhenAsked: true }, wish.fromMs)
  const bars = isOfFeed ? parts.candles.past('ASKED_OPTIONS') : barsOfRecording()
  const series = playedSeries(played.state, bars, log)
  const gate = new ReadGate()
  const playOptions = () => readRecorded({ atMs: played.clock.now(), range, log }, () => played.playOptions())
  const { owner } = wish
  const player = new RecordedPlayer({ played, past, series, bus: heldBus, gate, toMs, owner, turns: parts.turns })
  try {
    await player.seek(wish.fromMs, signal)
    if (signal.aborted) throw new NobodyWaits()
    const { staleAfterMs } = facts
    const trading = { ...wish, toMs, history, market, staleAfterMs, player, bus, onRefusedRead, log }
    const traded = wish.agents.length === 0 ? null : await tradeInReplay(trading)
    const accountsFor: Timeline['accountsFor'] = (readable, asker) =>
      (traded?.desk ?? past)?.accountsFor(readable, asker) ?? accountsNotPlayed
    const scene = { ...timelineOf(played, bus), playOptions, ...series.readers, accountsFor, gate }
    return { player: traded?.player ?? player, scene, recording: recordingId(known), toMs }
  } catch (error) {
    await player[Symbol.asyncDispose]()
    if (!(error instanceof PastRemoved)) throw error
    // The market is there without them.
    return playFound(wish, found, { ...parts, openPast: () => null }, signal)
  }
}

/** Throws `NotRecorded` for a beginning or an end that is not recorded. */
async function spanOf(
  { fromMs, toMs, agents }: PlayWish,
  history: HistoryReader,
  market: RecordedMarket,
): Promise<Pick<Found, 'range' | 'toMs'>> {
  const range = await history.range(market)
  if (range === null) throw new NotRecorded(fromMs, null)
  const lastMs = range.toMs - 1
  const begins = { ...range, toMs: lastMs }
  if (fromMs < range.fromMs || fromMs > lastMs) throw new NotRecorded(fromMs, begins)
  const hole = await history.holeAt(market, fromMs)
  if (hole) throw new NotRecorded(fromMs, range, hole)
  if (toMs !== null && toMs > range.toMs) throw new NotRecorded(toMs, range)
  const endsIn = toMs === null ? null : await history.holeAt(market, toMs)
  if (toMs !== null && endsIn) throw new NotRecorded(toMs, range, endsIn)
  const lastEndMs = agents.length === 0 ? range.toMs : Math.min(range.toMs, fromMs + maxTradedMs)
  return { range: begins, toMs: toMs ?? lastEndMs }
}

type OfMarket = Omit<Timeline, keyof PlayedSeries['readers'] | 'accountsFor' | 'gate' | 'playOptions'>

function timelineOf(played: PlayedMarket, bus: OpenBus): OfMarket {
  const { state, clock } = played
  return {
    market: state,
    chains: new ChainViews(state),
    instruments: new InstrumentViews(state),
    bus,
    clock,
    watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
  }
}

const notPlayed = 'No accounts are kept of what this replay plays: leave "replay" out of what is about accounts.'

/** Nobody can read anything of it. */
const accountsNotPlayed = new Proxy({} as AccountReader, {
  get() {
    throw apiError('NOT_RECORDED', notPlayed, { argument: 'replay' })
  },
})
