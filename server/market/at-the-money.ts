import type { OptionContract } from '../domain/option-chain.js'

/** The strike nearest a price; of two equally near the lower. Null without strikes or price. */
export function nearestStrike(contracts: readonly OptionContract[], priceUsd: number | null): number | null {
  if (priceUsd === null) return null
  let nearest: number | null = null
  for (const { strikeUsd } of contracts) {
    if (nearest === null || Math.abs(strikeUsd - priceUsd) < Math.abs(nearest - priceUsd)) nearest = strikeUsd
  }
  return nearest
}

/** Whether there are strikes on both sides of a price, or one at it. Else the nearest strike says nothing of the money. */
export function isBracketed(contracts: readonly OptionContract[], priceUsd: number | null): boolean {
  if (priceUsd === null) return false
  return (
    contracts.some(({ strikeUsd }) => strikeUsd <= priceUsd) && contracts.some(({ strikeUsd }) => strikeUsd >= priceUsd)
  )
}

/** Mean mark IV of call and put at a strike; of one where the other's is unknown. */
export function ivAtStrike(contracts: readonly OptionContract[], strikeUsd: number | null): number | null {
  const ivs = contracts.flatMap((one) => (one.strikeUsd === strikeUsd && one.markIv !== null ? [one.markIv] : []))
  return ivs.length === 0 ? null : ivs.reduce((sum, iv) => sum + iv, 0) / ivs.length
}

/**
 * The `limit` contracts nearest the money, in their own order (strike, then call before put). While no price is known
 * the middle of the ladder stands for the money.
 */
export function nearestContracts(
  contracts: readonly OptionContract[],
  limit: number,
  moneyUsd: number | null,
): readonly OptionContract[] {
  if (contracts.length <= limit) return contracts
  const money = moneyUsd ?? contracts[Math.floor(contracts.length / 2)]?.strikeUsd ?? 0
  const nearest = contracts
    .map((contract, index) => ({ index, distance: Math.abs(contract.strikeUsd - money) }))
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, limit)
    .map(({ index }) => index)
  const kept = new Set(nearest)
  return contracts.filter((_, index) => kept.has(index))
}
