import type { Config, FeedConfig } from '../../config/config.js'
import { msPerMinute } from '../../domain/units.js'
import type { MarketFeed } from '../../feeds/market-feed.js'
import { simulatedFeed } from '../../feeds/simulated/simulated-feed.js'
import type { RecordedMarket, TimeSpan } from '../../history/market-history.js'
import { systemClock } from '../../lib/clock.js'
import { readHistory, type ReadableHistory } from '../../storage/open-store.js'
import { sayPlace, whyNotOpened } from '../open-configured-store.js'
import { recordedIntervalMs, recordedMarket } from '../past/recorded-market.js'
import { iso, wrong } from './backtest-command.js'
import type { BacktestSource } from './backtest-source.js'

type Settings = Pick<Config, 'feed' | 'dataDir' | 'databaseUrl'>

/**
 * What the server of these settings recorded, also while it runs. Rejects with a `StartError` unless the span is recorded from its
 * beginning to its end, apart from holes in between.
 */
export async function recordedSource(settings: Settings, span: TimeSpan): Promise<BacktestSource> {
  const { source, world = '', staleAfterMs } = await feedOf(settings.feed)
  const recorded = { source, world }
  const history = await openHistory(settings)
  try {
    await checkSpan(history, recorded, span)
  } catch (error) {
    await history[Symbol.asyncDispose]()
    throw error
  }
  const holes: TimeSpan[] = []
  const onHole = (hole: TimeSpan) => holes.push(hole)
  const name = nameOf(recorded)
  return {
    market: recordedMarket({ history: history.markets, market: recorded, staleAfterMs, onHole }),
    drawSeed: name,
    facts: () => ({
      source,
      recording: name,
      intervalSeconds: recordedIntervalMs / 1_000,
      holes: holes.map(({ fromMs, toMs }) => ({ from: iso(fromMs), to: iso(toMs) })),
    }),
    remark: () => remarkOn(holes),
    [Symbol.asyncDispose]: () => history[Symbol.asyncDispose](),
  }
}

/** The feed that was recorded. Nothing is read of it. */
async function feedOf(feed: FeedConfig): Promise<MarketFeed> {
  switch (feed.kind) {
    case 'simulated':
      return simulatedFeed({ ...feed, clock: systemClock })
    case 'deribit': {
      const { deribitFeed } = await import('../../feeds/deribit/deribit-feed.js')
      return deribitFeed({ url: feed.url, clock: systemClock })
    }
    case 'replay':
      throw wrong('--source recording: FEED=replay is not recorded; set FEED to simulated or deribit')
  }
}

async function openHistory(settings: Settings): Promise<ReadableHistory> {
  const { dataDir, databaseUrl } = settings
  try {
    const history = await readHistory({ dataDir, ...(databaseUrl && { databaseUrl }) })
    if (history) return history
  } catch (error) {
    throw whyNotOpened(error, { ...settings, exclusive: false })
  }
  const place = sayPlace(settings)
  throw wrong(`--source recording: at ${place} there is no recording of this release; let its server run there first`)
}

async function checkSpan({ markets }: ReadableHistory, market: RecordedMarket, span: TimeSpan): Promise<void> {
  const range = await markets.range(market)
  if (!range) {
    throw wrong(`--source recording: nothing is recorded of ${nameOf(market)}, which FEED and its settings name`)
  }
  const recorded = `${nameOf(market)} is recorded from ${iso(range.fromMs)} to ${iso(range.toMs)}`
  if (span.fromMs < range.fromMs) throw wrong(`--from ${iso(span.fromMs)} is too early: ${recorded}`)
  if (span.toMs > range.toMs) throw wrong(`--to ${iso(span.toMs)} is too late: ${recorded}`)
  for await (const { fromMs } of markets.segments(market, span)) {
    if (fromMs <= span.fromMs) return
    throw wrong(`--from ${iso(span.fromMs)} is in a hole of the recording, which goes on at ${iso(fromMs)}: begin there`)
  }
  throw wrong(`--from to --to is a hole of the recording: ${recorded}, but for its holes`)
}

function remarkOn(holes: readonly TimeSpan[]): string | null {
  if (holes.length === 0) return null
  const minutes = holes.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / msPerMinute
  const many = holes.length === 1 ? 'a hole' : `${holes.length} holes`
  return `The recording has ${many} of ${minutes.toFixed(1)} minutes in all. Nobody traded then; positions stayed as they were.`
}

const nameOf = ({ source, world }: RecordedMarket) => (world === '' ? source : `${source}:${world}`)
