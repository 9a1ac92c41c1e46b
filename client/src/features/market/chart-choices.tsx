import type { ReactNode } from 'react'
import { Segmented } from '../../components/segmented.js'
import { text } from '../../lib/text.js'
import { CHART_VALUES, type ChartInterval, type ChartValue } from './candles-model.js'
import css from './candles.module.css'

export interface ChartChoicesProps {
  readonly value: ChartValue
  readonly interval: ChartInterval
  /** Those that there are of this value. */
  readonly intervals: readonly ChartInterval[]
  readonly onValue: (value: ChartValue) => void
  readonly onInterval: (interval: ChartInterval) => void
  readonly children?: ReactNode
}

const words = text.market.candles
const values = CHART_VALUES.map((value) => ({ value, label: words.values[value] }))

/** Of what the chart is, and how long its intervals are. */
export function ChartChoices({ value, interval, intervals, onValue, onInterval, children }: ChartChoicesProps) {
  const choices = intervals.map((one) => ({ value: one, label: words.intervals[one] }))
  return (
    <div className={css.choices}>
      <Segmented label={words.value} choices={values} value={value} onChoose={onValue} />
      {children}
      <Segmented label={words.interval} choices={choices} value={interval} onChoose={onInterval} />
    </div>
  )
}
