import { Figure, Figures } from '../../components/figure.js'
import { PortfolioTotals_PortfolioFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { signedUsd, wholeUsd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { AccountPortfolio } from './positions-model.js'
import css from './positions.module.css'

const words = text.portfolio

export function PortfolioStrip({ portfolio }: { readonly portfolio: AccountPortfolio | null }) {
  const totals = portfolio && readFragment(PortfolioTotals_PortfolioFragmentDoc, portfolio)
  const show = (format: (value: number | null) => string, value: number | null | undefined) =>
    value === undefined ? null : format(value)
  return (
    <Figures className={css.totals}>
      <Figure label={words.value} value={show(wholeUsd, totals?.totalValueUsd)} />
      <Figure label={words.cash} value={show(wholeUsd, totals?.cashUsd)} />
      <Figure label={words.marginUsed} value={show(wholeUsd, totals?.marginUsedUsd)} />
      <Figure label={words.marginAvailable} value={show(wholeUsd, totals?.marginAvailableUsd)} />
      <Figure label={words.delta} value={show(signedUsd, totals?.totalDeltaUsd)} />
      <Figure label={words.gamma} value={show(signedUsd, totals?.totalGammaUsd)} />
      <Figure label={words.vega} value={show(signedUsd, totals?.totalVegaUsd)} />
      <Figure label={words.theta} value={show(signedUsd, totals?.totalThetaUsd)} />
    </Figures>
  )
}
