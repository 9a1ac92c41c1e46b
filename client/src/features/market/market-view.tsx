import type { ReactNode } from 'react'
import { Panel } from '../../components/panel.js'
import { MarketFigures_MarketDataFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveState } from '../../live/live-state.js'
import { IndexPrice } from './index-price.js'
import { MarketFigures } from './market-figures.js'
import type { Market } from './market-model.js'
import css from './market.module.css'
import { PerpetualHead } from './perpetual-head.js'

export interface MarketViewProps {
  readonly currency: string
  readonly state: LiveState<Market>
  readonly onRetry: () => void
  /** What was before now. */
  readonly chart: ReactNode
  readonly note?: ReactNode
}

export function MarketView({ currency, state, onRetry, chart, note }: MarketViewProps) {
  const market = valueOf(state)
  const figures = market && readFragment(MarketFigures_MarketDataFragmentDoc, market)
  return (
    <Panel
      name="market"
      title={text.market.title(currency)}
      face={faceOf(state)}
      onRetry={onRetry}
      className={css.panel}
      note={note}
    >
      <div className={css.content}>
        <div className={css.figures}>
          <IndexPrice currency={currency} figures={figures} />
          <div>
            <PerpetualHead figures={figures} />
            <MarketFigures figures={figures} />
          </div>
        </div>
        {chart}
      </div>
    </Panel>
  )
}
