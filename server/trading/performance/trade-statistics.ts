import type { SideTally, TradeTally } from '../engine/trade-tally.js'

/** Trades with a positive result in percent of all closed trades (of one side, or both). Null before the first. */
export function winRatePct({ closed, won }: Pick<SideTally, 'closed' | 'won'>): number | null {
  return closed === 0 ? null : (won / closed) * 100
}

/** What the winning trades made over what the losing ones lost. Null before the first losing trade. */
export function profitFactor({ wonUsd, lostUsd }: TradeTally): number | null {
  return lostUsd === 0 ? null : wonUsd / lostUsd
}

/** Mean net result of a closed trade in USD. Null before the first. */
export function expectancyUsd({ closed, wonUsd, lostUsd }: TradeTally): number | null {
  return closed === 0 ? null : (wonUsd - lostUsd) / closed
}

/** Mean net result of the winning trades in USD. Null before the first. */
export function averageWinUsd({ won, wonUsd }: TradeTally): number | null {
  return won === 0 ? null : wonUsd / won
}

/** Mean net loss of the losing trades in USD, a positive number. Null before the first. */
export function averageLossUsd({ lost, lostUsd }: TradeTally): number | null {
  return lost === 0 ? null : lostUsd / lost
}

/** A result smaller than this part of the fees is what binary fractions leave of a sum. */
const leastResult = 1e-9

/** Fees in percent of the absolute realized PnL before fees. Null while that is 0. */
export function feeSharePct(sums: { readonly feesUsd: number; readonly realizedPnlUsd: number }): number | null {
  const [resultUsd, feesUsd] = [Math.abs(sums.realizedPnlUsd), sums.feesUsd]
  return resultUsd <= Math.abs(feesUsd) * leastResult ? null : (feesUsd / resultUsd) * 100
}
