import { useLive } from '../../live/use-live.js'
import { performanceOperation } from './performance-model.js'
import { PerformanceView } from './performance-view.js'

export function PerformancePanel({ account }: { readonly account: string | null }) {
  const { state, retry } = useLive(performanceOperation, account === null ? null : { account })
  return <PerformanceView state={state} onRetry={retry} />
}
