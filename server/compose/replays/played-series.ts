import { expiryOf, type PriceSeries } from '../../domain/candle.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { Timeline } from '../../graphql/timeline.js'
import { CandleReader } from '../../history/bars/candle-reader.js'
import { CandleViews } from '../../history/bars/candle-views.js'
import { HeardBars } from '../../history/bars/heard-bars.js'
import { HeardVolatility } from '../../history/volatility/heard-volatility.js'
import { VolatilityReader } from '../../history/volatility/volatility-reader.js'
import { VolatilityViews } from '../../history/volatility/volatility-views.js'
import type { Logger } from '../../lib/logger.js'
import type { MarketState } from '../../market/market-state.js'
import { volatilityOf } from '../open-volatility.js'

export interface PlayedSeries {
  /** What readers see of it. */
  readonly readers: Pick<Timeline, 'candles' | 'candlesFor' | 'volatility' | 'volatilityFor'>
  onFolded(event: MarketEvent): void
  /** What is played next is of another time. */
  startOver(): void
}

/**
 * Candles and volatility of what is played, since it began or went to another time. Those of options, and volatility, would cost more
 * than all else that is played. So they begin when somebody asks for one.
 */
export function playedSeries(state: MarketState, log: Pick<Logger, 'error'>): PlayedSeries {
  const bars = new AskedBars((currency) => state.timeMs(currency))
  const samples = new AskedVolatility(volatilityOf(state, bars, null))
  const candles = new CandleViews(bars, state, log)
  const volatility = new VolatilityViews(samples, state, log)
  return {
    readers: {
      candles,
      candlesFor: (asker) => new CandleReader(bars, asker),
      volatility,
      volatilityFor: (asker) => new VolatilityReader(samples, asker),
    },
    onFolded(event) {
      if (event.type === 'reset') this.startOver()
      else if (event.type !== 'options' || bars.isOptionAsked) bars.add(state.ticksOf(event))
      if (samples.isAsked && 'currency' in event) samples.heard(event.currency)
    },
    startOver() {
      bars.clear()
      samples.clear()
      candles.startOver()
      volatility.startOver()
    },
  }
}

class AskedBars extends HeardBars {
  isOptionAsked = false

  override prepare(series: PriceSeries): Promise<void> {
    this.isOptionAsked ||= expiryOf(series) !== null
    return super.prepare(series)
  }
}

class AskedVolatility extends HeardVolatility {
  isAsked = false

  override prepare(currency: string): Promise<void> {
    this.isAsked = true
    return super.prepare(currency)
  }
}
