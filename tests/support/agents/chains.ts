import { expiryLabel, type OptionKind } from '../../../server/domain/instrument.js'
import type { HeardChain, OptionContract } from '../../../server/domain/option-chain.js'
import type { Position } from '../../../server/domain/position.js'
import { premiumUsd } from '../../../server/pricing/black76.js'
import { yearsToExpiry } from '../../../server/pricing/day-count.js'
import { black76Greeks } from '../../../server/pricing/greeks.js'
import { noon } from '../builders.js'
import { chainWith, contractWith } from '../trading/builders.js'
import { positionWith } from './views.js'

/** 14 days less 4 hours after noon. */
export const testExpiryMs = Date.UTC(2026, 11, 4, 8)

export interface ChainShape {
  readonly underlyingUsd?: number
  readonly iv?: number
  readonly expiryMs?: number
  readonly nowMs?: number
  /** Of bid and ask around the mark, as a fraction of it. */
  readonly halfSpread?: number
  readonly contract?: Partial<OptionContract>
  readonly chain?: Partial<HeardChain>
}

/** For tests: a live chain of strikes every 2,500 USD around the underlying, priced by Black-76, 20 coins a quote. */
export function chainAt(shape: ChainShape = {}): HeardChain {
  const { underlyingUsd = 80_000, iv = 0.5, expiryMs = testExpiryMs, nowMs = noon } = shape
  const atmStrikeUsd = Math.round(underlyingUsd / 2_500) * 2_500
  const strikes = Array.from({ length: 21 }, (_, index) => atmStrikeUsd + (index - 10) * 2_500)
  const contracts = strikes.flatMap((strikeUsd) => [
    contractAt({ ...shape, strikeUsd, optionKind: 'CALL' }),
    contractAt({ ...shape, strikeUsd, optionKind: 'PUT' }),
  ])
  const prices = { underlyingPriceUsd: underlyingUsd, indexPriceUsd: underlyingUsd, atmStrikeUsd, atmIv: iv }
  return chainWith(contracts, { asOf: nowMs, expiryMs, ...prices, ...shape.chain })
}

function contractAt(shape: ChainShape & { strikeUsd: number; optionKind: OptionKind }): OptionContract {
  const { underlyingUsd = 80_000, iv = 0.5, expiryMs = testExpiryMs, nowMs = noon, halfSpread = 0.02 } = shape
  const { strikeUsd, optionKind } = shape
  const inputs = { forwardUsd: underlyingUsd, strikeUsd, yearsToExpiry: yearsToExpiry(expiryMs, nowMs), iv, optionKind }
  const markUsd = premiumUsd(inputs)
  const [bidUsd, askUsd] = [markUsd * (1 - halfSpread), markUsd * (1 + halfSpread)]
  return contractWith({
    symbol: `BTC-${expiryLabel(expiryMs)}-${strikeUsd}-${optionKind === 'CALL' ? 'C' : 'P'}`,
    bidPriceCoin: bidUsd / underlyingUsd,
    bidPriceUsd: bidUsd,
    bidAmountCoin: 20,
    bidIv: iv,
    askPriceCoin: askUsd / underlyingUsd,
    askPriceUsd: askUsd,
    askAmountCoin: 20,
    askIv: iv,
    markPriceCoin: markUsd / underlyingUsd,
    markPriceUsd: markUsd,
    markIv: iv,
    greeks: { ...black76Greeks(inputs), origin: 'MODEL' },
    quoteIvOrigin: 'MODEL',
    asOf: nowMs,
    quoteAsOf: nowMs,
    markAsOf: nowMs,
    ...shape.contract,
  })
}

/** For tests: a position in a contract of a chain, with the greeks of that contract. */
export function heldOption(contract: OptionContract, values: Partial<Position> = {}): Position {
  const { side = 'SHORT', quantityCoin = 1 } = values
  const signed = side === 'LONG' ? quantityCoin : -quantityCoin
  const { delta, gamma, vega, theta } = contract.greeks ?? { delta: 0, gamma: 0, vega: 0, theta: 0 }
  return positionWith({
    symbol: contract.symbol,
    side,
    quantityCoin,
    entryPriceUsd: contract.markPriceUsd ?? 0,
    markPriceUsd: contract.markPriceUsd,
    greeks: { deltaCoin: signed * delta, gamma: signed * gamma, vegaUsd: signed * vega, thetaUsd: signed * theta },
    ...values,
  })
}

/** For tests: the contract of a chain at a strike. */
export function contractOf(chain: HeardChain, strikeUsd: number, optionKind: OptionKind): OptionContract {
  const found = chain.contracts.find((one) => one.strikeUsd === strikeUsd && one.optionKind === optionKind)
  if (!found) throw new Error(`No ${optionKind} at ${strikeUsd}`)
  return found
}
