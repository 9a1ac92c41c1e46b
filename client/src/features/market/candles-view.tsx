import { CandleChart } from '../../charts/candle-chart.js'
import { FailureNotice } from '../../components/failure-notice.js'
import { ivPct, price, tickDecimals } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { CandleLegend } from './candle-legend.js'
import {
  CHART_INTERVALS,
  INTERVALS_MS,
  type CandleChartValue,
  type Candles,
  type ChartInterval,
  type ChartValue,
} from './candles-model.js'
import css from './candles.module.css'
import { ChartChoices } from './chart-choices.js'

export interface CandlesViewProps {
  readonly currency: string
  readonly interval: ChartInterval
  readonly value: CandleChartValue
  readonly state: LiveState<Candles>
  /** Why only the candles since the page was opened are there. */
  readonly pastFailure: LiveFailure | null
  /** There is nothing of which the chart could be. */
  readonly isMissing: boolean
  readonly onInterval: (interval: ChartInterval) => void
  readonly onValue: (value: ChartValue) => void
  readonly onOldest: () => void
  readonly onRetry: () => void
}

const words = text.market.candles
const NO_BARS: Candles['items'] = []

/** What a value was, in candles, and what is shown of it. */
export function CandlesView(props: CandlesViewProps) {
  const { currency, interval, value, state, pastFailure, isMissing, onInterval, onValue, onOldest, onRetry } = props
  const candles = valueOf(state)
  const bars = candles?.items ?? NO_BARS
  const { failure } = faceOf(state)
  const isVolatility = value === 'volatility'
  const format = isVolatility ? ivPct : price
  const isRead = candles?.isRead ?? false
  const missing = !isRead ? words.waiting : bars.length === 0 ? words.none : null
  // The footer says when they could not be loaded.
  const note = isMissing ? text.market.noPerpetual : pastFailure === null ? missing : null
  return (
    <div className={css.candles} data-role="candles" data-state={state.kind}>
      <ChartChoices
        value={value}
        interval={interval}
        intervals={CHART_INTERVALS}
        onValue={onValue}
        onInterval={onInterval}
      />
      {failure !== null && !isMissing ? (
        <div className={css.failure}>
          <FailureNotice failure={failure} onRetry={onRetry} />
        </div>
      ) : (
        <CandleChart
          className={css.chart}
          bars={bars}
          stepMs={INTERVALS_MS[interval]}
          label={words.chart(currency, words.values[value], words.intervals[interval])}
          decimals={isVolatility ? 3 : tickDecimals(bars.at(-1)?.close ?? 10_000)}
          format={format}
          onOldest={onOldest}
          toNewest={words.toNewest}
          legend={(bar) => <CandleLegend bar={bar} stepMs={INTERVALS_MS[interval]} format={format} />}
        />
      )}
      {note !== null && failure === null && <p className={css.note}>{note}</p>}
    </div>
  )
}
