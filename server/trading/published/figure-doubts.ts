import type { FigureDoubt } from '../../domain/performance.js'
import type { PublishedPerformance } from '../../domain/publication.js'
import { believedAmountUsd, differ, isWithin } from './amounts.js'
import { doTradesFit } from './trade-doubts.js'

type Figures = PublishedPerformance['figures']

/** In percentage points: owners round, and value and deposits may be of different moments. */
const returnTolerancePct = 1
const believedReturnPct = { min: -100, max: 1_000 }
const believedRatio = 20
const believedProfitFactor = 1_000
/** A return on smaller deposits says nothing. */
const leastDepositsUsd = 1
/** No amount of an account is more than this many times what the account holds. */
const believedMultiple = 100

/** In the order of the schema. Each says whether figures can be true. A figure that was left out contradicts nothing. */
const rules: readonly (readonly [FigureDoubt, (figures: Figures) => boolean])[] = [
  ['RETURN_DOES_NOT_FIT', doesReturnFit],
  ['RETURN_UNCONFIRMED', isReturnConfirmed],
  ['RETURN_OUT_OF_RANGE', isReturnInRange],
  ['RATIO_OUT_OF_RANGE', areRatiosInRange],
  ['RATIO_DOES_NOT_FIT', doRatiosFit],
  ['VALUE_OUT_OF_RANGE', (figures) => amountsOf(figures).every((amount) => isWithin(amount, believedAmountUsd))],
  ['AMOUNTS_DO_NOT_FIT', doAmountsFit],
  ['DRAWDOWN_DOES_NOT_FIT', doDrawdownsFit],
  ['TRADES_DO_NOT_FIT', doTradesFit],
]

/** What in the figures of an owner is hard to believe. */
export function doubtsOf(figures: Figures): readonly FigureDoubt[] {
  return rules.flatMap(([doubt, canBeTrue]) => (canBeTrue(figures) ? [] : [doubt]))
}

function doesReturnFit({ totalReturnPct, accountValueUsd, netDepositsUsd }: Figures): boolean {
  if (totalReturnPct === null || accountValueUsd === null) return true
  if (!canConfirm(netDepositsUsd)) return accountValueUsd > 0 === totalReturnPct > -100
  return Math.abs((accountValueUsd / netDepositsUsd - 1) * 100 - totalReturnPct) <= returnTolerancePct
}

function isReturnConfirmed({ totalReturnPct, accountValueUsd, netDepositsUsd }: Figures): boolean {
  return totalReturnPct === null || (accountValueUsd !== null && canConfirm(netDepositsUsd))
}

function canConfirm(netDepositsUsd: number | null): netDepositsUsd is number {
  return netDepositsUsd !== null && netDepositsUsd >= leastDepositsUsd
}

function isReturnInRange({ totalReturnPct }: Figures): boolean {
  const { min, max } = believedReturnPct
  return totalReturnPct === null || (totalReturnPct >= min && totalReturnPct <= max)
}

function areRatiosInRange({ sharpe, sortino, profitFactor }: Figures): boolean {
  return (
    isWithin(sharpe, believedRatio) && isWithin(sortino, believedRatio) && isWithin(profitFactor, believedProfitFactor)
  )
}

/**
 * Both ratios have the sign of the mean return. With a mean below 0 there can be no gain in all. With a mean far above 0 there
 * can be a loss in all only where the account moves by several times its value a year. Deposits in between move the return by
 * less than ten points.
 */
function doRatiosFit({ sharpe, sortino, totalReturnPct }: Figures): boolean {
  if (sharpe !== null && sortino !== null && sharpe * sortino < 0) return false
  return [sharpe, sortino].every((ratio) => {
    if (ratio === null || totalReturnPct === null) return true
    return !(ratio < 0 && totalReturnPct > 10) && !(ratio > 3 && totalReturnPct < -10)
  })
}

const amountsOf = (figures: Figures) => [
  figures.accountValueUsd,
  figures.cashUsd,
  figures.netDepositsUsd,
  figures.realizedPnlUsd,
  figures.unrealizedPnlUsd,
  figures.feesUsd,
  figures.fundingUsd,
]

function doAmountsFit(figures: Figures): boolean {
  const held = Math.max(Math.abs(figures.accountValueUsd ?? 0), Math.abs(figures.netDepositsUsd ?? 0), 1)
  return amountsOf(figures).every((amount) => isWithin(amount, believedMultiple * held)) && doesProfitFit(figures)
}

/** Account value less deposits is the PnL. Some owners include fees and funding in the realized PnL, others do not. */
function doesProfitFit(figures: Figures): boolean {
  const { accountValueUsd, netDepositsUsd, realizedPnlUsd, unrealizedPnlUsd, feesUsd, fundingUsd } = figures
  if (accountValueUsd === null || netDepositsUsd === null || realizedPnlUsd === null || unrealizedPnlUsd === null)
    return true
  const profit = accountValueUsd - netDepositsUsd
  const pnl = realizedPnlUsd + unrealizedPnlUsd
  const scale = Math.max(Math.abs(accountValueUsd), Math.abs(netDepositsUsd))
  return [pnl, pnl + (fundingUsd ?? 0) - (feesUsd ?? 0)].some((sum) => !differ(profit, sum, scale))
}

/** An account that has lost everything since its peak is worth nothing, and one that is at its peak has lost nothing. */
function doDrawdownsFit({ maxDrawdownPct, currentDrawdownPct, accountValueUsd, totalReturnPct }: Figures): boolean {
  const deepest = maxDrawdownPct ?? currentDrawdownPct
  if (deepest === null) return true
  const isAlive = (accountValueUsd ?? 0) > 0 || (totalReturnPct ?? -100) > -100
  if (deepest >= 100 && isAlive) return false
  if ((currentDrawdownPct ?? 0) > deepest) return false
  if (currentDrawdownPct !== null && currentDrawdownPct < 100 && accountValueUsd !== null && accountValueUsd <= 0)
    return false
  const isAtPeak = deepest === 0 || currentDrawdownPct === 0
  return !(isAtPeak && totalReturnPct !== null && totalReturnPct < -returnTolerancePct)
}
