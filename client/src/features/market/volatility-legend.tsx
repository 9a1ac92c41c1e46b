import { candleTime } from '../../lib/format-time.js'
import { ivPct, ratio, signedPercent } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './candles.module.css'
import type { VolatilityItem } from './volatility-model.js'

export interface VolatilityLegendProps {
  readonly item: VolatilityItem
  readonly stepMs: number
}

const words = text.market.volatilityChart

/** Points of volatility, with their sign. */
const points = (value: number | null) => signedPercent(value === null ? null : value * 100)

/** What is known of one interval. */
export function VolatilityLegend({ item, stepMs }: VolatilityLegendProps) {
  const figures: readonly { short: string; long: string; value: string; line?: string }[] = [
    { ...words.atmIv, value: ivPct(item.atmIv), line: 'first' },
    { ...words.realized, value: ivPct(item.realizedVolatility), line: 'second' },
    { ...words.riskReversal, value: points(item.riskReversal25Delta) },
    { ...words.butterfly, value: points(item.butterfly25Delta) },
    { ...words.putCall, value: ratio(item.putCallOpenInterest) },
  ]
  return (
    <div className={css.legend}>
      <span className={css.time}>{candleTime(item.timeMs, stepMs)}</span>
      {figures.map(({ short, long, value, line }) => (
        <span key={short} className={css.figure} data-line={line}>
          <abbr title={long}>{short}</abbr> {value}
        </span>
      ))}
    </div>
  )
}
