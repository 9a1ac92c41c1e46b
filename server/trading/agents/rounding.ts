import { roundTo } from '../../lib/round.js'

/** The finest quantity that an order can have, in the coin. */
export const finestCoin = 1e-8

/** The greatest multiple of `stepCoin` that is not above the quantity, 0 for what is not a positive number. */
export function floorCoin(quantityCoin: number, stepCoin: number = finestCoin): number {
  if (!(quantityCoin > 0 && Number.isFinite(quantityCoin))) return 0
  return roundTo(Math.floor(quantityCoin / stepCoin + 1e-6) * stepCoin, 8)
}

/** Cents, or as many decimals as keep four significant digits of a smaller price. */
export function roundPriceUsd(priceUsd: number): number {
  if (Math.abs(priceUsd) >= 1 || priceUsd === 0) return roundTo(priceUsd, 2)
  return Number(priceUsd.toPrecision(4))
}
