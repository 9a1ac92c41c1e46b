import type { OptionChain, OptionContract } from '../domain/option-chain.js'

/** The strike nearest a price; of two equally near the lower. Null without strikes or price. */
export function nearestStrike(contracts: readonly OptionContract[], priceUsd: number | null): number | null {
  if (priceUsd === null) return null
  let nearest: number | null = null
  for (const { strikeUsd } of contracts) {
    if (nearest === null || Math.abs(strikeUsd - priceUsd) < Math.abs(nearest - priceUsd)) nearest = strikeUsd
  }
  return nearest
}

/** Whether there are strikes on both sides of a price, or one at it. If not, no strike is at the money. */
export function isBracketed(contracts: readonly OptionContract[], priceUsd: number | null): boolean {
  if (priceUsd === null) return false
  return (
    contracts.some(({ strikeUsd }) => strikeUsd <= priceUsd) && contracts.some(({ strikeUsd }) => strikeUsd >= priceUsd)
  )
}

/** Mean mark IV of call and put at a strike. If one of them is unknown, the other's. */
export function ivAtStrike(contracts: readonly OptionContract[], strikeUsd: number | null): number | null {
  const ivs = contracts.flatMap((one) => (one.strikeUsd === strikeUsd && one.markIv !== null ? [one.markIv] : []))
  return ivs.length === 0 ? null : ivs.reduce((sum, iv) => sum + iv, 0) / ivs.length
}

/** Contracts of one expiry, and the price from which their distance is measured. */
export interface Rungs {
  readonly contracts: readonly OptionContract[]
  readonly moneyUsd: number
}

/** The forward of a chain, else the index. While neither is known, the strike in the middle. */
export function moneyOf({ underlyingPriceUsd, indexPriceUsd, contracts }: OptionChain): number {
  return underlyingPriceUsd ?? indexPriceUsd ?? contracts[Math.floor(contracts.length / 2)]?.strikeUsd ?? 0
}

/**
 * The `limit` contracts nearest the money, in the order of the expiries. The distance is that of the strike from the
 * money of its expiry, divided by this money. Of two equal distances the first counts as nearer.
 */
export function nearestContracts(expiries: readonly Rungs[], limit: number): readonly OptionContract[] {
  const [first] = expiries
  const all = first && expiries.length === 1 ? first.contracts : expiries.flatMap(({ contracts }) => contracts)
  if (all.length <= limit) return all
  const distances = distancesOf(expiries, all.length)
  const farthest = distances.toSorted()[limit - 1] ?? 0
  let roomAtFarthest = limit - distances.filter((distance) => distance < farthest).length
  return all.filter((_, index) => {
    const distance = distances[index] ?? Infinity
    return distance < farthest || (distance === farthest && --roomAtFarthest >= 0)
  })
}

function distancesOf(expiries: readonly Rungs[], count: number): Float64Array {
  const distances = new Float64Array(count)
  let index = 0
  for (const { contracts, moneyUsd } of expiries) {
    for (const { strikeUsd } of contracts) distances[index++] = Math.abs(strikeUsd - moneyUsd) / moneyUsd
  }
  return distances
}
