import type { ReactNode } from 'react'
import { useStoredChoice } from '../../lib/stored-choice.js'
import { useLive } from '../../live/use-live.js'
import { EquityChart } from './equity-chart.js'
import { EQUITY_RANGES, equityOperations } from './equity-model.js'
import { performanceOperation } from './performance-model.js'
import { PerformanceView } from './performance-view.js'

export interface PerformancePanelProps {
  readonly account: string | null
  readonly actions?: ReactNode
}

export function PerformancePanel({ account, actions }: PerformancePanelProps) {
  const of = account === null ? null : { account }
  const { state, retry } = useLive(performanceOperation, of)
  const [range, setRange] = useStoredChoice('equity-range', EQUITY_RANGES, 'H24')
  const equity = useLive(equityOperations[range], of)
  const { pastFailure } = equity
  const curve = (
    <EquityChart
      range={range}
      state={equity.state}
      pastFailure={pastFailure}
      onRange={setRange}
      onOldest={equity.loadOlder}
      onRetry={equity.retry}
    />
  )
  return <PerformanceView state={state} curve={curve} pastFailure={pastFailure} onRetry={retry} actions={actions} />
}
