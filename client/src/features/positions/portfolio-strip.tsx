import { Figure, Figures } from '../../components/figure.js'
import { PortfolioTotals_PortfolioFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { briefUsd, percent, wholeUsd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { AccountPortfolio } from './positions-model.js'
import css from './positions.module.css'

const words = text.portfolio

/** How far the account's value is above where positions are liquidated, in percent of it. */
function cushionOf(valueUsd: number | null, maintenanceUsd: number | null): number | null {
  if (valueUsd === null || maintenanceUsd === null || valueUsd <= 0) return null
  return Math.max(0, (1 - maintenanceUsd / valueUsd) * 100)
}

export function PortfolioStrip({ portfolio }: { readonly portfolio: AccountPortfolio | null }) {
  const totals = portfolio && readFragment(PortfolioTotals_PortfolioFragmentDoc, portfolio)
  const show = (format: (value: number | null) => string, value: number | null | undefined) =>
    value === undefined ? null : format(value)
  const cushionPct = totals && cushionOf(totals.totalValueUsd, totals.maintenanceMarginUsd)
  return (
    <Figures className={css.totals}>
      <Figure label={words.value} value={show(wholeUsd, totals?.totalValueUsd)} />
      <Figure label={words.cash} value={show(wholeUsd, totals?.cashUsd)} />
      <Figure label={words.marginUsed} value={show(wholeUsd, totals?.marginUsedUsd)} />
      <Figure label={words.marginAvailable} value={show(wholeUsd, totals?.marginAvailableUsd)} />
      <Figure
        label={words.maintenance}
        value={show(wholeUsd, totals?.maintenanceMarginUsd)}
        title={words.maintenanceHint}
      />
      <Figure label={words.cushion} value={totals && percent(cushionPct)} title={words.cushionHint} />
      <Figure label={words.delta} value={show(briefUsd, totals?.totalDeltaUsd)} title={words.hints.delta} />
      <Figure label={words.gamma} value={show(briefUsd, totals?.totalGammaUsd)} title={words.hints.gamma} />
      <Figure label={words.vega} value={show(briefUsd, totals?.totalVegaUsd)} title={words.hints.vega} />
      <Figure label={words.theta} value={show(briefUsd, totals?.totalThetaUsd)} title={words.hints.theta} />
    </Figures>
  )
}
