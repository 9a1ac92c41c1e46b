import type { ReactNode } from 'react'
import { useLive } from '../../live/use-live.js'
import { performanceOperation } from './performance-model.js'
import { PerformanceView } from './performance-view.js'

export interface PerformancePanelProps {
  readonly account: string | null
  readonly actions?: ReactNode
}

export function PerformancePanel({ account, actions }: PerformancePanelProps) {
  const { state, pastFailure, retry } = useLive(performanceOperation, account === null ? null : { account })
  return <PerformanceView state={state} pastFailure={pastFailure} onRetry={retry} actions={actions} />
}
