import type { Config, FeedConfig } from '../../config/config.js'
import type { DataSource } from '../../domain/source.js'
import { msPerMinute } from '../../domain/units.js'
import type { MarketFeed } from '../../feeds/market-feed.js'
import { simulatedFeed } from '../../feeds/simulated/simulated-feed.js'
import type { KnownMarket, TimeSpan } from '../../history/market-history.js'
import { idByWorld, recordingId } from '../../history/recording-id.js'
import { systemClock } from '../../lib/clock.js'
import { iso } from '../../lib/iso.js'
import type { OpenHistoryReader } from '../../storage/open-store.js'
import { existingHistory, sayPlace } from '../open-configured-store.js'
import { recordedIntervalMs, recordedMarket } from '../past/recorded-market.js'
import { wrong } from './backtest-command.js'
import type { BacktestSource } from './backtest-source.js'

/** Of feeds that the settings do not name. */
const usual = {
  simulated: { seed: '', tickMs: 250, chainMs: 1_000 },
  deribit: { url: 'wss://www.deribit.com/ws/api/v2' },
}
const shownNames = 5

type Settings = Pick<Config, 'feed' | 'dataDir' | 'databaseUrl'>

/**
 * What is recorded in the store of these settings, also while a server writes it. Without a name: of the feed that they name. Rejects
 * with a `StartError` unless the span is recorded from its beginning to its end, apart from holes in between.
 */
export async function recordedSource(settings: Settings, name: string | null, span: TimeSpan): Promise<BacktestSource> {
  const history = await openHistory(settings)
  try {
    const known = await history.markets.markets()
    const chosen = name === null ? await ofFeed(settings.feed, known) : named(name, known)
    await checkSpan(history, chosen, span)
    return await sourceOf(chosen, settings.feed, history)
  } catch (error) {
    await history[Symbol.asyncDispose]()
    throw error
  }
}

async function sourceOf(known: KnownMarket, feed: FeedConfig, history: OpenHistoryReader): Promise<BacktestSource> {
  const { market } = known
  const { staleAfterMs } = await feedLike(market.source, feed)
  const holes: TimeSpan[] = []
  const onHole = (hole: TimeSpan) => holes.push(hole)
  return {
    market: recordedMarket({ history: history.markets, market, staleAfterMs, onHole }),
    drawSeed: idByWorld(market),
    facts: () => ({
      source: market.source,
      recording: recordingId(known),
      intervalSeconds: recordedIntervalMs / 1_000,
      holes: holes.map(({ fromMs, toMs }) => ({ from: iso(fromMs), to: iso(toMs) })),
    }),
    remark: () => remarkOn(holes),
    [Symbol.asyncDispose]: () => history[Symbol.asyncDispose](),
  }
}

/** What the server of this feed records. */
async function ofFeed(feed: FeedConfig, known: readonly KnownMarket[]): Promise<KnownMarket> {
  if (feed.kind === 'replay') {
    throw wrong(
      '--source recording: FEED=replay is not recorded; set FEED to simulated or deribit, or name a --recording',
    )
  }
  const { source, world = '' } = await feedLike(feed.kind === 'deribit' ? 'DERIBIT' : 'SIMULATED', feed)
  const found = known.find(({ market }) => market.source === source && market.world === world)
  if (found) return found
  throw wrong(`--source recording: nothing is recorded of the market that FEED=${feed.kind} and its settings name`)
}

function named(name: string, known: readonly KnownMarket[]): KnownMarket {
  const found = known.find((one) => recordingId(one) === name)
  if (found) return found
  const names = known.slice(0, shownNames).map(recordingId)
  throw wrong(`--recording ${JSON.stringify(name.slice(0, 80))} is not there: one of ${names.join(', ')}`)
}

/** A feed of this source, as the settings have it where it is theirs. Nothing is read of it. */
async function feedLike(source: DataSource, feed: FeedConfig): Promise<MarketFeed> {
  if (source === 'SIMULATED') {
    return simulatedFeed({ ...(feed.kind === 'simulated' ? feed : usual.simulated), clock: systemClock })
  }
  const { deribitFeed } = await import('../../feeds/deribit/deribit-feed.js')
  const { url } = feed.kind === 'deribit' ? feed : usual.deribit
  return deribitFeed({ url, clock: systemClock })
}

async function openHistory(settings: Settings): Promise<OpenHistoryReader> {
  const history = await existingHistory(settings)
  if (history) return history
  throw wrong(`--source recording: nothing is recorded at ${sayPlace(settings)}; let the server run there first`)
}

async function checkSpan({ markets }: OpenHistoryReader, known: KnownMarket, span: TimeSpan): Promise<void> {
  const { market, range } = known
  const recorded = `${recordingId(known)} is recorded from ${iso(range.fromMs)} until before ${iso(range.toMs)}`
  if (span.fromMs < range.fromMs) throw wrong(`--from ${iso(span.fromMs)} is too early: ${recorded}`)
  // What will be recorded of that millisecond is not known yet.
  if (span.toMs >= range.toMs) throw wrong(`--to ${iso(span.toMs)} is too late: ${recorded}`)
  for await (const { fromMs } of markets.segments(market, span)) {
    if (fromMs <= span.fromMs) return
    throw wrong(
      `--from ${iso(span.fromMs)} is in a hole of the recording, which goes on at ${iso(fromMs)}: begin there`,
    )
  }
  throw wrong(`--from ${iso(span.fromMs)} to --to ${iso(span.toMs)} is a hole of the recording: ${recorded}`)
}

function remarkOn(holes: readonly TimeSpan[]): string | null {
  if (holes.length === 0) return null
  const minutes = holes.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / msPerMinute
  const many = holes.length === 1 ? 'a hole' : `${holes.length} holes`
  return `The recording has ${many} of ${minutes.toFixed(1)} minutes in all. Nobody traded then; positions stayed as they were.`
}
