import { finestCoin } from '../../domain/coin.js'
import { tickAt } from '../../domain/instrument.js'
import { roundTo, withoutDust } from '../../lib/round.js'
import { floorCoin, roundPriceUsd } from './rounding.js'
import type { AgentView } from './trading-agent.js'

type Listing = Pick<AgentView, 'instruments'>

/** How much of an instrument an order wants, and at what price. */
interface Wanted {
  readonly symbol: string
  readonly quantityCoin: number
  readonly priceUsd: number
}

/** Rounds a wanted quantity down to whole lots; 0 below the smallest order. */
export function floorToLot({ instruments }: Listing, { symbol, quantityCoin, priceUsd }: Wanted): number {
  const listed = instruments.get(symbol)
  const coinsPerUnit = listed?.amountUnit === 'USD' ? 1 / priceUsd : 1
  const lotCoin = (listed?.lotSize ?? 0) * coinsPerUnit
  const leastCoin = (listed?.minOrderSize ?? listed?.lotSize ?? 0) * coinsPerUnit
  const floored = floorCoin(quantityCoin, Math.max(lotCoin, finestCoin))
  // A lot of USD is no whole number of the finest coins.
  return floored < leastCoin - finestCoin ? 0 : floored
}

/** The nearest price that a stop or a target may have. */
export function roundToTick({ instruments }: Listing, symbol: string, priceUsd: number): number {
  const listed = instruments.get(symbol)
  const isInUsd = listed && (listed.kind === 'PERPETUAL' || listed.premiumUnit === 'USD')
  if (!isInUsd || listed.tickSize === null) return roundPriceUsd(priceUsd)
  const tick = tickAt(listed.tickSize, priceUsd)
  return withoutDust(roundTo(Math.round(priceUsd / tick) * tick, 12))
}
