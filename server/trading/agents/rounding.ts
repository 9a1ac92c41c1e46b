import { exactCoin, finestCoin } from '../../domain/coin.js'
import { roundFinely } from '../../lib/round.js'

/** The greatest multiple of `stepCoin` that is not above the quantity. 0 when the quantity is not a positive number. */
export function floorCoin(quantityCoin: number, stepCoin: number = finestCoin): number {
  if (!(quantityCoin > 0 && Number.isFinite(quantityCoin))) return 0
  return exactCoin(Math.floor(quantityCoin / stepCoin + 1e-6) * stepCoin)
}

/** Cents, or as many decimals as keep five significant digits of a smaller price. */
export function roundPriceUsd(priceUsd: number): number {
  return roundFinely(priceUsd, { decimals: 2, digits: 5 })
}
