import { Arrow } from '../../components/arrow.js'
import { Placeholder } from '../../components/placeholder.js'
import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { directionOf, signedPercent, usd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './performance.module.css'

export function AccountValue({ figures }: { readonly figures: PerformanceFigures_PerformanceFragment | null }) {
  const direction = directionOf(signedPercent(figures?.totalReturnPct))
  return (
    <div className={css.value}>
      <span className={css.label}>
        {text.performance.accountValue} <span>{text.market.usd}</span>
      </span>
      <span className={css.amount}>
        {figures === null ? <Placeholder width="8ch" /> : usd(figures.accountValueUsd)}
      </span>
      <span className={css.return} data-direction={direction}>
        {figures === null ? (
          <Placeholder width="6ch" />
        ) : (
          <>
            <Arrow direction={direction} />
            {signedPercent(figures.totalReturnPct)}
          </>
        )}
      </span>
      <span className={css.label}>{text.performance.totalReturn}</span>
    </div>
  )
}
