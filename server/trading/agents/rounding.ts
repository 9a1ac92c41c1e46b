import { roundFinely, roundTo } from '../../lib/round.js'

/** The finest quantity that an order can have, in the coin. */
export const finestCoin = 1e-8

/** The greatest multiple of `stepCoin` that is not above the quantity, 0 for what is not a positive number. */
export function floorCoin(quantityCoin: number, stepCoin: number = finestCoin): number {
  if (!(quantityCoin > 0 && Number.isFinite(quantityCoin))) return 0
  return roundTo(Math.floor(quantityCoin / stepCoin + 1e-6) * stepCoin, 8)
}

/** Cents, or as many decimals as keep five significant digits of a smaller price. */
export function roundPriceUsd(priceUsd: number): number {
  return roundFinely(priceUsd, { decimals: 2, digits: 5 })
}
