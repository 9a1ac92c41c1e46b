import type { OptionInstrument } from '../../domain/instrument.js'
import type { Quote } from '../../domain/quote.js'
import { tradedInstrument } from './instrument-rules.js'
import type { OpenPosition } from './ledger.js'
import { notionalUsd } from './notional.js'

/**
 * Maintenance margin of a perpetual as a fraction of the notional. Deribit's BTC perpetual asks for 1 % at small size
 * and a little more with every coin held; we take the small-size rate for every size and symbol.
 */
export const perpetualMaintenanceRate = 0.01

/** Of the underlying, for every coin sold; Deribit's standard margin. Source: support.deribit.com, "Margin". */
const shortOption = { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 }

/** The price in USD at which a position counts: its last mark, or its entry before the first. */
export function valuedAtUsd(position: OpenPosition, quote: Quote | undefined): number {
  return quote?.lastMarkPriceUsd ?? position.entryPriceUsd
}

/**
 * What a position needs to be entered, in USD. A perpetual: its notional over its leverage. A long option: its mark value,
 * because what was paid for it cannot carry anything else. A short option: what the exchange asks, without the mark value that
 * the exchange adds, because the account value is less by that already.
 */
export function initialMarginUsd(
  position: OpenPosition,
  quote: Quote | undefined,
  instrument = tradedInstrument(position.symbol),
): number {
  const { side, quantityCoin, leverage } = position
  const priceUsd = valuedAtUsd(position, quote)
  if (instrument.kind === 'PERPETUAL') return notionalUsd(position, priceUsd) / leverage
  if (side === 'LONG') return quantityCoin * priceUsd
  return quantityCoin * shortInitialUsd(instrument.option, underlyingUsd(instrument.option, quote), priceUsd)
}

/** What a position needs to be kept, in USD; below it the account is liquidated. As `initialMarginUsd` for long options. */
export function maintenanceMarginUsd(
  position: OpenPosition,
  quote: Quote | undefined,
  instrument = tradedInstrument(position.symbol),
): number {
  const { side, quantityCoin } = position
  const priceUsd = valuedAtUsd(position, quote)
  if (instrument.kind === 'PERPETUAL') return perpetualMaintenanceRate * notionalUsd(position, priceUsd)
  if (side === 'LONG') return quantityCoin * priceUsd
  return quantityCoin * shortMaintenanceUsd(instrument.option, underlyingUsd(instrument.option, quote), priceUsd)
}

/** The forward heard last; before the first the strike stands for it. */
function underlyingUsd(option: OptionInstrument, quote: Quote | undefined): number {
  return quote?.lastUnderlyingPriceUsd ?? option.strikeUsd
}

function shortInitialUsd(option: OptionInstrument, underlying: number, markUsd: number): number {
  const toward = option.optionKind === 'CALL' ? 1 : -1
  const outOfTheMoneyUsd = Math.max(toward * (option.strikeUsd - underlying), 0)
  const { initial, initialFloor } = shortOption
  const initialUsd = Math.max(initial * underlying - outOfTheMoneyUsd, initialFloor * underlying)
  return option.optionKind === 'CALL'
    ? initialUsd
    : Math.max(initialUsd, shortMaintenanceUsd(option, underlying, markUsd))
}

function shortMaintenanceUsd(option: OptionInstrument, underlying: number, markUsd: number): number {
  return shortOption.maintenance * (option.optionKind === 'CALL' ? underlying : Math.max(underlying, markUsd))
}
