import { useMemo } from 'react'
import { withHoles } from '../../charts/candle-bars.js'
import { HistoryLines } from '../../charts/history-lines.js'
import { FailureNotice } from '../../components/failure-notice.js'
import { Segmented } from '../../components/segmented.js'
import { ivPct } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { CHART_INTERVALS, INTERVALS_MS, type ChartInterval, type ChartValue } from './candles-model.js'
import css from './candles.module.css'
import { ChartChoices } from './chart-choices.js'
import { VolatilityLegend } from './volatility-legend.js'
import {
  CHART_TENORS,
  volatilityInterval,
  type Tenor,
  type Volatility,
  type VolatilityInterval,
} from './volatility-model.js'

export interface VolatilityViewProps {
  readonly currency: string
  readonly interval: VolatilityInterval
  readonly tenor: Tenor
  readonly state: LiveState<Volatility>
  /** Why only the points since the page was opened are there. */
  readonly pastFailure: LiveFailure | null
  readonly onValue: (value: ChartValue) => void
  readonly onInterval: (interval: ChartInterval) => void
  readonly onTenor: (tenor: Tenor) => void
  readonly onOldest: () => void
  readonly onRetry: () => void
}

const words = text.market.volatilityChart
const tenors = CHART_TENORS.map((value) => ({ value, label: words.tenors[value] }))
const intervals = CHART_INTERVALS.filter((interval) => volatilityInterval(interval) === interval)
const LINE_COLORS = ['--series-1', '--series-2']
const NO_ITEMS: Volatility['items'] = []

/** Implied and realized volatility over time. */
export function VolatilityView(props: VolatilityViewProps) {
  const { currency, interval, tenor, state, pastFailure, onValue, onInterval, onTenor, onOldest, onRetry } = props
  const volatility = valueOf(state)
  const items = volatility?.items ?? NO_ITEMS
  const stepMs = INTERVALS_MS[interval]
  const moments = useMemo(() => {
    const lines = items.map((item) => ({ ...item, values: [item.atmIv, item.realizedVolatility] }))
    return withHoles(lines, stepMs)
  }, [items, stepMs])
  const { failure } = faceOf(state)
  const isRead = volatility?.isRead ?? false
  const isKnown = items.some(({ atmIv, realizedVolatility }) => atmIv !== null || realizedVolatility !== null)
  const missing = !isRead ? words.waiting : items.length === 0 ? words.none : isKnown ? null : words.unknown
  // The footer says when they could not be loaded.
  const note = pastFailure === null ? missing : null
  return (
    <div className={css.candles} data-role="volatility" data-state={state.kind}>
      <ChartChoices value="iv" interval={interval} intervals={intervals} onValue={onValue} onInterval={onInterval}>
        <Segmented label={words.tenor} choices={tenors} value={tenor} onChoose={onTenor} />
      </ChartChoices>
      {failure !== null ? (
        <div className={css.failure}>
          <FailureNotice failure={failure} onRetry={onRetry} />
        </div>
      ) : (
        <HistoryLines
          className={css.chart}
          moments={moments}
          colors={LINE_COLORS}
          isWhole={false}
          label={words.chart(currency, words.tenors[tenor])}
          decimals={3}
          format={ivPct}
          onOldest={onOldest}
          toNewest={text.market.candles.toNewest}
          legend={({ timeMs }) => {
            const item = items.find((one) => one.timeMs === timeMs)
            return item && <VolatilityLegend item={item} stepMs={stepMs} />
          }}
        />
      )}
      {note !== null && failure === null && <p className={css.note}>{note}</p>}
    </div>
  )
}
