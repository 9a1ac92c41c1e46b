import type { OptionKind } from '../../../domain/instrument.js'
import type { OptionContract } from '../../../domain/option-chain.js'
import type { Fraction } from '../../../domain/units.js'
import { percent, usd } from '../wording.js'

/** One side of an option's market as it can be traded now, with what sizing needs. */
export interface OptionOffer {
  readonly symbol: string
  readonly optionKind: OptionKind
  readonly strikeUsd: number
  readonly priceUsd: number
  readonly sizeCoin: number
  readonly markIv: Fraction
  readonly delta: number
  /** USD per volatility point of one contract. */
  readonly vegaUsd: number
}

/**
 * The ask for buying (1), the bid for selling (−1). Null when there is none, when its size, IV or greeks are unknown, or
 * when bid and ask are further apart than `maxSpread` of their middle: what is entered must be possible to leave.
 */
export function optionOffer(contract: OptionContract, direction: 1 | -1, maxSpread: Fraction): OptionOffer | null {
  const { symbol, optionKind, strikeUsd, bidPriceUsd, askPriceUsd, greeks, markIv } = contract
  const sizeCoin = direction === 1 ? contract.askAmountCoin : contract.bidAmountCoin
  if (bidPriceUsd === null || askPriceUsd === null || sizeCoin === null || greeks === null || markIv === null)
    return null
  if (!(bidPriceUsd > 0 && askPriceUsd >= bidPriceUsd && sizeCoin > 0 && markIv > 0)) return null
  if (askPriceUsd - bidPriceUsd > (maxSpread * (askPriceUsd + bidPriceUsd)) / 2) return null
  const priceUsd = direction === 1 ? askPriceUsd : bidPriceUsd
  return { symbol, optionKind, strikeUsd, priceUsd, sizeCoin, markIv, delta: greeks.delta, vegaUsd: greeks.vega }
}

/** `BTC-4DEC26-90000-C at 812.50 USD (delta 0.25, mark IV 48.2 %)` */
export function describeOffer({ symbol, priceUsd, delta, markIv }: OptionOffer): string {
  return `${symbol} at ${usd(priceUsd)} (delta ${delta.toFixed(2)}, mark IV ${percent(markIv)})`
}
