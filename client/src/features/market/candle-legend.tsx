import type { CandleBar } from '../../charts/candle-bars.js'
import { candleTime } from '../../lib/format-time.js'
import { directionOf, signedPercent } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './candles.module.css'

export interface CandleLegendProps {
  readonly bar: CandleBar
  readonly stepMs: number
  readonly format: (value: number) => string
}

const words = text.market.candles

/** The figures of one candle. */
export function CandleLegend({ bar, stepMs, format }: CandleLegendProps) {
  const change = signedPercent((bar.close / bar.open - 1) * 100)
  const figures = [
    [words.open, bar.open],
    [words.high, bar.high],
    [words.low, bar.low],
    [words.close, bar.close],
  ] as const
  return (
    <div className={css.legend}>
      <span className={css.time}>{candleTime(bar.timeMs, stepMs)}</span>
      {figures.map(([label, value]) => (
        <span key={label} className={css.figure}>
          <abbr title={label}>{label.slice(0, 1)}</abbr> {format(value)}
        </span>
      ))}
      <span className={`${css.figure} ${css.change}`} data-direction={directionOf(change)}>
        {change}
      </span>
    </div>
  )
}
