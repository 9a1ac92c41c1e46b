import type { PublishedPerformance } from '../../domain/publication.js'

type Figures = PublishedPerformance['figures']

const believedTrades = 1e7

/** Whether number, win rate and profit factor of the closed trades can be of the same trades. */
export function doTradesFit(figures: Figures): boolean {
  const { trades, winRatePct, profitFactor } = figures
  if (trades !== null && trades > believedTrades) return false
  if (trades === 0 && ((winRatePct ?? 0) > 0 || (profitFactor ?? 0) > 0)) return false
  return isWinCountWhole(figures) && doWinsFit(figures) && doesSignFit(figures)
}

/** Owners round the rate to a percent. */
function isWinCountWhole({ trades, winRatePct }: Figures): boolean {
  if (trades === null || winRatePct === null) return true
  const won = (winRatePct / 100) * trades
  return Math.abs(won - Math.round(won)) <= trades * 0.005 + 1e-6
}

/** Without a loss there is no profit factor; some owners say 0 then, others a large number. Without a gain it is 0. */
function doWinsFit({ winRatePct, profitFactor }: Figures): boolean {
  if (winRatePct === null || profitFactor === null) return true
  if (winRatePct === 100) return profitFactor === 0 || profitFactor >= 1
  return winRatePct === 0 ? profitFactor === 0 : profitFactor > 0
}

/** Whether profit factor and realized PnL have the same sign. Fees, funding and partly closed positions may turn a small gain into a loss. */
function doesSignFit({ profitFactor, realizedPnlUsd, winRatePct }: Figures): boolean {
  if (realizedPnlUsd === null || profitFactor === null) return true
  const hasLosses = profitFactor > 0 || winRatePct === 0
  return !(profitFactor >= 2 && realizedPnlUsd < 0) && !(hasLosses && profitFactor <= 0.5 && realizedPnlUsd > 0)
}
