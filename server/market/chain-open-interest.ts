import type { OptionKind } from '../domain/instrument.js'
import type { ChainOpenInterest, OptionContract } from '../domain/option-chain.js'
import { precision } from '../domain/precision.js'
import { roundOrNull } from '../lib/round.js'
import { sameFields } from '../lib/same.js'

/** Sums over all contracts of an expiry; `previous` itself when nothing differs. */
export function openInterestOf(
  contracts: readonly OptionContract[],
  previous: ChainOpenInterest | undefined,
): ChainOpenInterest {
  const sums: Partial<Record<OptionKind, number>> = {}
  let largestCoin: number | null = null
  for (const { optionKind, openInterestCoin } of contracts) {
    if (openInterestCoin === null) continue
    sums[optionKind] = (sums[optionKind] ?? 0) + openInterestCoin
    largestCoin = Math.max(largestCoin ?? 0, openInterestCoin)
  }
  const next = {
    callsCoin: roundOrNull(sums.CALL, precision.coin),
    putsCoin: roundOrNull(sums.PUT, precision.coin),
    largestCoin,
  }
  return previous && sameFields(next, previous) ? previous : next
}
