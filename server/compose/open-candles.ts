import type { Config } from '../config/config.js'
import { candleDays } from '../domain/candle.js'
import type { MarketEvent } from '../domain/market-events.js'
import { msPerDay } from '../domain/units.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import { knownValues } from '../feeds/simulated/known-values.js'
import type { BarSource } from '../history/bars/bar-source.js'
import { HeardBars } from '../history/bars/heard-bars.js'
import { KnownBars } from '../history/bars/known-bars.js'
import type { MarketState } from '../market/market-state.js'

export interface CandleParts {
  readonly feed: MarketFeed
  readonly market: MarketState
  readonly onRefused: () => void
}

/** Where candles come from, and what listens to the feed for them. */
export interface OpenCandles {
  readonly bars: BarSource & Partial<Disposable>
  readonly onFolded?: (event: MarketEvent) => void
}

/** The simulated market is known at any time. What another feed says is gathered as it comes. */
export function openCandles(settings: Config['feed'] | null, { feed, market, onRefused }: CandleParts): OpenCandles {
  if (settings?.kind === 'simulated') {
    const { currencies } = feed
    const valuesOf = knownValues({ ...settings, seed: String(settings.seed), currencies })
    const toldMs = (currency: string) => market.marketData(currency)?.asOf ?? null
    const oldestMs = (nowMs: number) => (Math.floor(nowMs / msPerDay) - candleDays) * msPerDay
    return { bars: new KnownBars({ valuesOf, toldMs, oldestMs, onRefused }) }
  }
  const bars = new HeardBars((currency) => market.timeMs(currency))
  const onFolded = (event: MarketEvent) => {
    if (event.type === 'reset') bars.clear()
    else bars.add(market.ticksOf(event))
  }
  return { bars, onFolded }
}
