import type { ReactNode } from 'react'
import { CurveFailure } from '../../components/curve-failure.js'
import { Panel } from '../../components/panel.js'
import { PerformanceFigures_PerformanceFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { AccountValue } from './account-value.js'
import { MorePerformance } from './more-performance.js'
import { MainFigures } from './performance-figures.js'
import type { AccountPerformance } from './performance-model.js'
import css from './performance.module.css'

export interface PerformanceViewProps {
  readonly state: LiveState<AccountPerformance>
  readonly curve: ReactNode
  /** Why the curve has only the points since the page was opened. */
  readonly pastFailure: LiveFailure | null
  readonly onRetry: () => void
  readonly actions?: ReactNode
}

export function PerformanceView({ state, curve, pastFailure, onRetry, actions }: PerformanceViewProps) {
  const performance = valueOf(state)
  const figures = performance && readFragment(PerformanceFigures_PerformanceFragmentDoc, performance)
  const sampleSeconds = performance?.sampleIntervalSeconds ?? null
  return (
    <Panel
      name="performance"
      title={text.performance.title}
      face={faceOf(state)}
      onRetry={onRetry}
      className={css.panel}
      actions={actions}
      note={<CurveFailure failure={pastFailure} />}
    >
      <div className={css.top}>
        <AccountValue figures={figures} />
        {curve}
      </div>
      <MainFigures figures={figures} sampleSeconds={sampleSeconds} />
      <MorePerformance figures={figures} sampleSeconds={sampleSeconds} />
    </Panel>
  )
}
