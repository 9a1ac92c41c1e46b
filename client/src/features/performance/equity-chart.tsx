import { useMemo } from 'react'
import { withGaps } from '../../charts/gaps.js'
import { HistoryLines } from '../../charts/history-lines.js'
import type { LineMoment } from '../../charts/line-moments.js'
import { hint } from '../../components/hint.js'
import { RetryButton } from '../../components/retry-button.js'
import { Segmented } from '../../components/segmented.js'
import { failureTimes } from '../../lib/failure-times.js'
import { candleTime } from '../../lib/format-time.js'
import { directionOf, signedPercent, usd, wholeUsd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { useToday } from '../../lib/use-today.js'
import { refusalOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { HistoryPoint } from '../../live/history-buffer.js'
import type { LiveState } from '../../live/live-state.js'
import { EQUITY_RANGES, equityPoints, usualStepMs, type EquityHistory, type EquityRange } from './equity-model.js'
import css from './performance.module.css'

export interface EquityChartProps {
  readonly range: EquityRange
  readonly state: LiveState<EquityHistory>
  /** Why only the points since the page was opened are there. */
  readonly pastFailure: LiveFailure | null
  readonly onRange: (range: EquityRange) => void
  readonly onOldest: () => void
  readonly onRetry: () => void
}

const words = text.performance.equity
const ranges = EQUITY_RANGES.map((value) => ({ value, label: words.ranges[value] }))
const NO_POINTS: readonly HistoryPoint[] = []
const LINE_COLORS = ['--accent']
const MINUTE_MS = 60_000

/** Account value over a range that can be chosen, and further back. */
export function EquityChart({ range, state, pastFailure, onRange, onOldest, onRetry }: EquityChartProps) {
  const todayMs = useToday()
  const history = valueOf(state)
  const points = useMemo(() => (history === null ? NO_POINTS : equityPoints(history, range)), [history, range])
  const moments = useMemo((): readonly LineMoment[] => {
    const stepMs = history === null ? 0 : usualStepMs(history, range)
    return withGaps(points, stepMs).map((moment) =>
      'value' in moment ? { timeMs: moment.timeMs, values: [moment.value] } : { timeMs: moment.timeMs },
    )
  }, [history, points, range])
  const isRead = history?.isRead ?? false
  const missing = !isRead ? words.waiting : points.length === 0 ? words.none : null
  const refusal = refusalOf(state)
  // The footer says when what was before could not be loaded.
  const note = state.kind === 'failed' || pastFailure !== null ? null : missing
  return (
    <div className={css.equity} data-role="equity" data-state={state.kind}>
      <div className={css.ranges}>
        <Segmented label={words.range} choices={ranges} value={range} onChoose={onRange} />
      </div>
      <HistoryLines
        key={range}
        className={css.chart}
        moments={moments}
        colors={LINE_COLORS}
        isWhole
        label={words.chart(words.ranges[range])}
        decimals={0}
        format={wholeUsd}
        onOldest={onOldest}
        toNewest={text.market.candles.toNewest}
        legend={(moment) => <EquityLegend moment={moment} first={points[0]} />}
      />
      {note !== null && <p className={css.note}>{note}</p>}
      {refusal !== null && (
        <div className={css.failure}>
          <p role="alert" {...hint(`${refusal.message} ${failureTimes(refusal, todayMs)}`)}>
            {words.failed}
          </p>
          <RetryButton onRetry={onRetry} />
        </div>
      )}
    </div>
  )
}

/** The account value at a time, and its change since the first point. */
function EquityLegend({ moment, first }: { readonly moment: LineMoment; readonly first: HistoryPoint | undefined }) {
  const value = moment.values?.[0] ?? null
  const base = first === undefined || first.value <= 0 ? null : first.value
  const change = signedPercent(value === null || base === null ? null : (value / base - 1) * 100)
  return (
    <>
      <span className={css.time}>{candleTime(moment.timeMs, MINUTE_MS)}</span>
      <span className={css.figure}>{usd(value)}</span>
      <span className={css.figure} data-direction={directionOf(change)}>
        {change}
      </span>
    </>
  )
}
