import type { TradeTally } from '../engine/ledger.js'

/** Trades with a positive result in percent of all closed trades. Null before the first. */
export function winRatePct({ closed, won }: TradeTally): number | null {
  return closed === 0 ? null : (won / closed) * 100
}

/** What the winning trades made over what the losing ones lost. Null before the first losing trade. */
export function profitFactor({ wonUsd, lostUsd }: TradeTally): number | null {
  return lostUsd === 0 ? null : wonUsd / lostUsd
}
