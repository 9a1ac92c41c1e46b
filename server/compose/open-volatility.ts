import type { Config } from '../config/config.js'
import type { PriceSeries } from '../domain/candle.js'
import type { MarketEvent } from '../domain/market-events.js'
import { msPerHour, msPerMinute, type UnixMs } from '../domain/units.js'
import { knownSurfaces } from '../feeds/simulated/known-surface.js'
import { placeOf } from '../history/bars/bar-block.js'
import type { BarSource } from '../history/bars/bar-source.js'
import { joinBlock } from '../history/bars/join-bars.js'
import { KeptBlocks } from '../history/bars/kept-blocks.js'
import { HeardUntil } from '../history/volatility/heard-until.js'
import { HeardVolatility, type HeardIndex, type HeardVolatilityParts } from '../history/volatility/heard-volatility.js'
import { KnownVolatility } from '../history/volatility/known-volatility.js'
import { SmileBlock } from '../history/volatility/smile-block.js'
import type { VolatilitySource } from '../history/volatility/volatility-source.js'
import type { MarketState } from '../market/market-state.js'
import { keepEachMinute, lateTicksMs, untilKept, type CandleParts } from './open-candles.js'

/** Where the history of volatility comes from, and what listens to the feed for it. */
export interface OpenVolatility {
  readonly source: VolatilitySource
  readonly onFolded: (event: MarketEvent) => void
  /** Samples of a moment of the past, when this was the state of the market and these were its bars. */
  past(state: MarketState, bars: BarSource): VolatilitySource
  /** Keeps samples until the signal is aborted, and what is left then. */
  run(signal: AbortSignal): Promise<void>
}

export type VolatilityParts = CandleParts & { readonly bars: BarSource }

/** As `openCandles`: the simulated market is known at any time, and what another feed says is gathered as it comes. */
export function openVolatility(
  ownFeed: Config['feed'] | null,
  bounds: Config['history'],
  parts: VolatilityParts,
): OpenVolatility {
  if (ownFeed?.kind === 'simulated') return knownVolatility(ownFeed, parts)
  // What a recording says is kept in the recording.
  return heardVolatility(bounds === null || parts.feed.recording ? null : keptSmiles(parts), parts)
}

type SimulatedFeed = Extract<Config['feed'], { readonly kind: 'simulated' }>

function knownVolatility(settings: SimulatedFeed, { feed, market, onRefused }: VolatilityParts): OpenVolatility {
  const source = new KnownVolatility({
    surfaceOf: knownSurfaces({ ...settings, seed: String(settings.seed), currencies: feed.currencies }),
    toldMs: (currency) => market.marketData(currency)?.asOf ?? null,
    onRefused,
  })
  const run = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => source[Symbol.dispose]())
    return Promise.resolve()
  }
  const past = (state: MarketState) => source.until((currency) => state.marketData(currency)?.asOf ?? null)
  return { source, onFolded: () => {}, past, run }
}

/** A month of one is some 8 MB. */
const currenciesAtHand = 4

function keptSmiles({ feed, history, clock, log }: VolatilityParts): KeptBlocks<SmileBlock> {
  const format = {
    bytes: (block: SmileBlock) => block.bytes(),
    ofBytes: (startMs: UnixMs, bytes: Uint8Array) => SmileBlock.ofBytes(startMs, bytes),
  }
  const market = { source: feed.source, world: feed.world ?? '' }
  const open = async () => (await history.get()).bars
  return new KeptBlocks({ format, seriesAtHand: currenciesAtHand, open, market, clock, log })
}

function heardVolatility(kept: KeptBlocks<SmileBlock> | null, parts: VolatilityParts): OpenVolatility {
  const { market, bars, clock, log } = parts
  const source = new HeardVolatility(volatilityOf(market, bars, kept))
  const onFolded = (event: MarketEvent) => {
    if (event.type === 'reset') source.clear()
    else if ('currency' in event) source.heard(event.currency)
  }
  const keepChanged = () =>
    source.keepChanged().catch((error: unknown) => log.error({ err: error }, 'Volatility cannot be gathered'))
  const run = (signal: AbortSignal) =>
    untilKept(
      keepEachMinute(kept, () => keepChanged(), clock, signal),
      signal,
      log,
    )
  const past = (state: MarketState, barsThen: BarSource) =>
    new HeardUntil({
      present: source,
      marketMs: (currency) => state.timeMs(currency),
      index: indexOf(state, barsThen),
    })
  return { source, onFolded, past, run }
}

/** What samples of a market are made of. */
export function volatilityOf(
  market: MarketState,
  bars: BarSource,
  kept: KeptBlocks<SmileBlock> | null,
): HeardVolatilityParts {
  return {
    marketMs: (currency) => market.timeMs(currency),
    chains: (currency) => chainsOf(market, currency),
    index: indexOf(market, bars),
    kept,
  }
}

function chainsOf(market: MarketState, currency: string) {
  if (market.feedStatus().state !== 'LIVE') return []
  return market.expiries(currency).flatMap((expiryMs) => {
    // Nobody may have read it since it changed. A read makes it.
    market.chain(currency, expiryMs)
    return market.heardChain(currency, expiryMs) ?? []
  })
}

function indexOf(market: MarketState, bars: BarSource): HeardIndex {
  return {
    prepare: (currency) => bars.prepare(indexSeries(currency)),
    closeOf(currency, hourMs) {
      const block = bars.now(indexSeries(currency), placeOf(msPerMinute, hourMs))
      return block && (joinBlock(block, hourMs, hourMs + msPerHour)?.close ?? null)
    },
    settledMs: (currency) => (market.timeMs(currency) ?? -Infinity) - lateTicksMs,
  }
}

function indexSeries(currency: string): PriceSeries {
  return { value: 'INDEX', currency, symbol: null }
}
