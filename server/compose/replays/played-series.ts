import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { Timeline } from '../../graphql/timeline.js'
import { CandleReader } from '../../history/bars/candle-reader.js'
import { CandleViews } from '../../history/bars/candle-views.js'
import { HeardBars } from '../../history/bars/heard-bars.js'
import { HeardVolatility } from '../../history/volatility/heard-volatility.js'
import { VolatilityReader } from '../../history/volatility/volatility-reader.js'
import { VolatilityViews } from '../../history/volatility/volatility-views.js'
import type { Logger } from '../../lib/logger.js'
import type { MarketState } from '../../market/market-state.js'
import type { PastBars } from '../open-candles.js'
import { volatilityOf } from '../open-volatility.js'

export interface PlayedSeries {
  /** What readers see of it. */
  readonly readers: Pick<Timeline, 'candles' | 'candlesFor' | 'volatility' | 'volatilityFor'>
  onFolded(event: MarketEvent): void
  /** It is played from another time on. Answers from when on they have to be told what was heard, that time or before. */
  startAt(ms: UnixMs): UnixMs
  /** It is there: candles that somebody follows are made ready. */
  arrive(signal: AbortSignal): Promise<void>
}

/**
 * Candles and volatility of what is played. Volatility would cost more than all else that is played. So it begins when somebody asks
 * for it.
 */
export function playedSeries(state: MarketState, past: PastBars, log: Pick<Logger, 'error'>): PlayedSeries {
  const bars = past.of(state)
  // Realized volatility takes closes at once, and those of earlier days would have to be computed.
  const playedIndex = new HeardBars((currency) => state.timeMs(currency))
  const samples = new AskedVolatility(volatilityOf(state, playedIndex, null))
  const candles = new CandleViews(bars, state, log)
  const volatility = new VolatilityViews(samples, state, log)
  const clear = () => {
    playedIndex.clear()
    samples.clear()
    candles.startOver()
    volatility.startOver()
  }
  return {
    readers: {
      candles,
      candlesFor: (asker) => new CandleReader(bars, asker),
      volatility,
      volatilityFor: (asker) => new VolatilityReader(samples, asker),
    },
    onFolded(event) {
      past.onFolded(event, state)
      if (event.type === 'reset') clear()
      if (event.type === 'index') playedIndex.add(state.ticksOf(event))
      if (samples.isAsked && 'currency' in event) samples.heard(event.currency)
    },
    startAt(ms) {
      clear()
      return past.startAt(ms)
    },
    arrive: (signal) => candles.prepareFollowed(signal),
  }
}

class AskedVolatility extends HeardVolatility {
  isAsked = false

  override prepare(currency: string): Promise<void> {
    this.isAsked = true
    return super.prepare(currency)
  }
}
