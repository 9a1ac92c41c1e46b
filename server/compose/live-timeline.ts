import type { Config } from '../config/config.js'
import type { MarketEvent } from '../domain/market-events.js'
import type { Timeline } from '../graphql/timeline.js'
import { CandleReader } from '../history/bars/candle-reader.js'
import { CandleViews } from '../history/bars/candle-views.js'
import { VolatilityReader } from '../history/volatility/volatility-reader.js'
import { VolatilityViews } from '../history/volatility/volatility-views.js'
import { ChainViews } from '../market/chain-views.js'
import { InstrumentViews } from '../market/instrument-views.js'
import { openCandles, type CandleParts, type OpenCandles } from './open-candles.js'
import { openVolatility, type OpenVolatility } from './open-volatility.js'

export interface LiveTimelineParts extends CandleParts, Pick<Timeline, 'bus' | 'accountsFor'> {
  /** Null of a feed that a test gave. */
  readonly ownFeed: Config['feed'] | null
  readonly bounds: Config['history']
}

/** The timeline of the present, and what listens to the feed for it. */
export interface LiveTimeline {
  readonly live: Timeline
  readonly candles: OpenCandles
  readonly volatility: OpenVolatility
  readonly onFolded: (event: MarketEvent) => void
  /** Keeps candles and volatility until the signal is aborted, and what is left then. */
  run(signal: AbortSignal): readonly Promise<void>[]
}

export function liveTimeline({ ownFeed, bounds, bus, accountsFor, ...parts }: LiveTimelineParts): LiveTimeline {
  const { feed, market, clock, log } = parts
  const candles = openCandles(ownFeed, bounds, parts)
  const volatility = openVolatility(ownFeed, bounds, { ...parts, bars: candles.bars })
  const candleViews = new CandleViews(candles.bars, market, log)
  const volatilityViews = new VolatilityViews(volatility.source, market, log)
  return {
    live: {
      market,
      chains: new ChainViews(market),
      instruments: new InstrumentViews(market),
      candles: candleViews,
      candlesFor: (asker) => new CandleReader(candles.bars, asker),
      volatility: volatilityViews,
      volatilityFor: (asker) => new VolatilityReader(volatility.source, asker),
      bus,
      clock,
      watchExpiry: (currency, expiryMs) => feed.watchExpiry(currency, expiryMs),
      accountsFor,
    },
    candles,
    volatility,
    onFolded(event) {
      candles.onFolded(event)
      volatility.onFolded(event)
      if (event.type !== 'reset') return
      candleViews.startOver()
      volatilityViews.startOver()
    },
    run: (signal) => [candles.run(signal), volatility.run(signal)],
  }
}
