import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { MarketMoment } from '../../graphql/moments.js'
import type { MarketTimeline } from '../../graphql/timeline.js'
import { CandleReader } from '../../history/bars/candle-reader.js'
import { CandleViews } from '../../history/bars/candle-views.js'
import { PlayedMarket } from '../../history/play/played-market.js'
import { VolatilityReader } from '../../history/volatility/volatility-reader.js'
import type { VolatilitySource } from '../../history/volatility/volatility-source.js'
import { VolatilityViews } from '../../history/volatility/volatility-views.js'
import { never } from '../../lib/stop.js'
import { ChainViews } from '../../market/chain-views.js'
import { InstrumentViews } from '../../market/instrument-views.js'
import type { OpenCandles } from '../open-candles.js'
import type { OpenVolatility } from '../open-volatility.js'
import type { PlayableAt, PlayingParts } from './recorded-at.js'

export interface MarketAtParts extends PlayingParts {
  readonly candles: OpenCandles
  readonly volatility: OpenVolatility
}

/** The market of a moment. Rejects as the history does, and with `UnreadableSegment`. */
export async function marketAt(
  { atMs, hasOptions, hasCandles }: MarketMoment,
  { history, market, rest }: PlayableAt,
  { feed, candles, volatility, log }: MarketAtParts,
): Promise<MarketTimeline> {
  const bus = memoryBus()
  const bars = hasCandles ? candles.past('ALL_OPTIONS') : null
  const heardFromMs = bars?.startAt(atMs) ?? atMs
  const options = { history, market, feed, bus, log, rest, optionsWhenAsked: !hasOptions }
  await using played = new PlayedMarket({ ...options, ...(bars && { onFolded: bars.onFolded }) }, atMs)
  await played.seek(atMs, never, { heardFromMs })
  const { state, clock } = played
  // They need what was heard for longer before, so they are made for those fields alone that read them.
  const source = bars?.of(state) ?? null
  const candlesThen = () => {
    if (source === null) throw new Error('This moment was made without candles')
    return source
  }
  let samples: VolatilitySource | null = null
  const samplesThen = () => (samples ??= volatility.past(state, candlesThen()))
  return {
    market: state,
    chains: new ChainViews(state),
    instruments: new InstrumentViews(state),
    get candles() {
      return new CandleViews(candlesThen(), state, log)
    },
    candlesFor: (asker) => new CandleReader(candlesThen(), asker),
    get volatility() {
      return new VolatilityViews(samplesThen(), state, log)
    },
    volatilityFor: (asker) => new VolatilityReader(samplesThen(), asker),
    bus,
    clock,
    watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
  }
}
