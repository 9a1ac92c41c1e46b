import {
  candleIntervalsMs,
  unitOf,
  type Bar,
  type Candle,
  type CandleInterval,
  type PriceSeries,
} from '../../domain/candle.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import { precision } from '../../domain/precision.js'
import type { UnixMs } from '../../domain/units.js'
import { roundFinely, type Precision } from '../../lib/round.js'

function precisionOf(series: PriceSeries): Precision {
  switch (unitOf(series)) {
    case 'COIN':
      return precision.premiumCoin
    case 'FRACTION':
      return precision.iv
    case 'USD':
      return series.symbol !== null && parseOptionName(series.symbol) ? precision.premiumUsd : precision.price
  }
}

/** A bar as a candle, at the precision at which its value is published. It is final when it ends by `finalUntilMs`. */
export function publishedCandle(
  bar: Bar,
  { series, interval }: { readonly series: PriceSeries; readonly interval: CandleInterval },
  finalUntilMs: UnixMs,
): Candle {
  const digits = precisionOf(series)
  const round = (value: number) => roundFinely(value, digits)
  const toMs = bar.fromMs + candleIntervalsMs[interval]
  return {
    ...bar,
    open: round(bar.open),
    high: round(bar.high),
    low: round(bar.low),
    close: round(bar.close),
    toMs,
    final: toMs <= finalUntilMs,
  }
}
