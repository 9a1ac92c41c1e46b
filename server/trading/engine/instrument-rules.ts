import type { Liquidity } from '../../domain/fill.js'
import { isLinear, parseOptionName, parsePerpetualName } from '../../domain/instrument-name.js'
import type { OptionInstrument } from '../../domain/instrument.js'
import { msPerHour, type Fraction } from '../../domain/units.js'

/** Inverse instruments settle in their coin, linear ones in USD (USDC). */
type Settlement = 'INVERSE' | 'LINEAR'

export type Instrument =
  | { readonly kind: 'PERPETUAL'; readonly settlement: Settlement; readonly currency: string }
  | { readonly kind: 'OPTION'; readonly settlement: Settlement; readonly option: OptionInstrument }

/** Funding rates are quoted per this time. */
export const fundingPeriodMs = 8 * msPerHour

/**
 * Deribit's fees as fractions: of the notional for perpetuals, of the underlying per coin for options. Liquidations pay
 * what a taker pays, and every expiry the same delivery fee. Source: support.deribit.com, "Fees".
 */
const perpetualFees = { TAKER: 0.0005, MAKER: 0 }
const optionFees = {
  INVERSE: { TAKER: 0.0003, MAKER: 0.0003, DELIVERY: 0.00015 },
  LINEAR: { TAKER: 0.0005, MAKER: 0.0001, DELIVERY: 0.00015 },
}

/** No fee of an option is more than this part of its premium, or of its value at delivery. */
const optionFeeCap = 0.125

const known = new Map<string, Instrument>()
const keptNames = 20_000

/** What the exchange's name stands for; null for anything that we do not trade (dated futures, combos, spot). */
export function instrumentOf(symbol: string): Instrument | null {
  const before = known.get(symbol)
  if (before) return before
  const instrument = parse(symbol)
  if (!instrument) return null
  if (known.size >= keptNames) known.clear()
  known.set(symbol, instrument)
  return instrument
}

/** As `instrumentOf`, for a symbol that must be one. Throws a RangeError for anything that we do not trade. */
export function tradedInstrument(symbol: string): Instrument {
  const instrument = instrumentOf(symbol)
  if (!instrument) throw new RangeError(`${symbol} is no perpetual and no option`)
  return instrument
}

export interface Charge {
  readonly symbol: string
  readonly liquidity: Liquidity
  readonly quantityCoin: number
  readonly priceUsd: number
  /** Forward of an inverse option, index of a linear one, delivery price at expiry; a perpetual needs none. */
  readonly underlyingPriceUsd: number | null
  /** Contracts of 1 USD of an inverse perpetual. Left out: quantity × price, as when a position is opened. */
  readonly contractsUsd?: number
  /** As the exchange's listing says, of whoever has this liquidity; null or left out: as the schedule says. */
  readonly commission?: Fraction | null
}

/**
 * The fee of a trade in USD. A rebate is negative, and capped as a fee is. Throws a RangeError for an unknown symbol,
 * the delivery of a perpetual, and an option without its underlying.
 */
export function feeUsd(charge: Charge): number {
  const { symbol, liquidity, quantityCoin, priceUsd, underlyingPriceUsd, commission } = charge
  const instrument = tradedInstrument(symbol)
  if (instrument.kind === 'PERPETUAL') return perpetualFeeRate(charge) * perpetualNotionalUsd(charge, instrument)
  const rate = commission ?? optionFees[instrument.settlement][liquidity]
  if (underlyingPriceUsd === null) throw new RangeError(`There is no underlying price to charge ${symbol} by`)
  const mostUsd = optionFeeCap * priceUsd
  return quantityCoin * Math.min(Math.max(rate * underlyingPriceUsd, -mostUsd), mostUsd)
}

function perpetualFeeRate({ liquidity, commission }: Charge): number {
  if (liquidity === 'DELIVERY') throw new RangeError('A perpetual is never delivered')
  return commission ?? perpetualFees[liquidity]
}

function perpetualNotionalUsd({ quantityCoin, priceUsd, contractsUsd }: Charge, { settlement }: Instrument): number {
  return settlement === 'INVERSE' ? (contractsUsd ?? quantityCoin * priceUsd) : quantityCoin * priceUsd
}

function parse(symbol: string): Instrument | null {
  const currency = parsePerpetualName(symbol)
  if (currency !== null) return { kind: 'PERPETUAL', settlement: isLinear(currency) ? 'LINEAR' : 'INVERSE', currency }
  const option = parseOptionName(symbol)
  return option && { kind: 'OPTION', settlement: isLinear(option.currency) ? 'LINEAR' : 'INVERSE', option }
}
