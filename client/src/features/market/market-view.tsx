import { TimeChart } from '../../charts/time-chart.js'
import { CurveFailure } from '../../components/curve-failure.js'
import { Panel } from '../../components/panel.js'
import { MarketFigures_MarketDataFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { tickDecimals } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { IndexPrice } from './index-price.js'
import { MarketFigures } from './market-figures.js'
import type { Market } from './market-model.js'
import css from './market.module.css'
import { PerpetualHead } from './perpetual-head.js'

export interface MarketViewProps {
  readonly currency: string
  readonly state: LiveState<Market>
  /** Why the chart has only the points since the page was opened. */
  readonly pastFailure: LiveFailure | null
  readonly onRetry: () => void
}

const NO_POINTS: Market['history'] = []

export function MarketView({ currency, state, pastFailure, onRetry }: MarketViewProps) {
  const market = valueOf(state)
  const figures = market && readFragment(MarketFigures_MarketDataFragmentDoc, market)
  const points = market?.history ?? NO_POINTS
  return (
    <Panel
      name="market"
      title={text.market.title(currency)}
      face={faceOf(state)}
      onRetry={onRetry}
      className={css.panel}
      note={<CurveFailure failure={pastFailure} />}
    >
      <div className={css.content}>
        <div className={css.figures}>
          <IndexPrice currency={currency} figures={figures} />
          <div>
            <PerpetualHead figures={figures} />
            <MarketFigures figures={figures} />
          </div>
        </div>
        <TimeChart
          key={currency}
          className={css.chart}
          points={points}
          label={text.market.chart(currency)}
          decimals={tickDecimals(points.at(-1)?.value ?? 10_000)}
        />
      </div>
    </Panel>
  )
}
