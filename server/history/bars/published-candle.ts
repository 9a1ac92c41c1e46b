import {
  candleIntervalsMs,
  unitOf,
  type Bar,
  type Candle,
  type CandleInterval,
  type CandleUnit,
  type PriceSeries,
} from '../../domain/candle.js'
import { precision } from '../../domain/precision.js'
import type { UnixMs } from '../../domain/units.js'
import { roundFinely, type Precision } from '../../lib/round.js'

const precisionOf: Readonly<Record<CandleUnit, Precision>> = {
  USD: precision.price,
  COIN: precision.premiumCoin,
  FRACTION: precision.iv,
}

/** A bar as a candle, at the precision at which its value is published. It is final when it ends by `finalUntilMs`. */
export function publishedCandle(
  bar: Bar,
  { series, interval }: { readonly series: PriceSeries; readonly interval: CandleInterval },
  finalUntilMs: UnixMs,
): Candle {
  const round = (value: number) => roundFinely(value, precisionOf[unitOf(series)])
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
