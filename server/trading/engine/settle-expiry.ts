import type { OptionInstrument } from '../../domain/instrument.js'
import type { UnixMs } from '../../domain/units.js'
import { feeUsd, tradedInstrument } from './instrument-rules.js'
import type { LedgerFill } from './ledger-fill.js'
import { closingSide, type OpenPosition } from './ledger.js'

/** The fill by which the exchange closes a position in an expired option. */
export interface DeliveryFill extends LedgerFill {
  readonly liquidity: 'DELIVERY'
  /** Of an inverse option: the payoff over the delivery price. Null for a linear one. */
  readonly priceCoin: number | null
}

/** What an option is worth per coin at a delivery price, in USD: 0 or positive. */
function payoffUsd({ optionKind, strikeUsd }: OptionInstrument, deliveryPriceUsd: number): number {
  return Math.max(optionKind === 'CALL' ? deliveryPriceUsd - strikeUsd : strikeUsd - deliveryPriceUsd, 0)
}

/**
 * Closes a position in an option at its payoff, for the delivery fee (none when worthless). `timeMs` is when it is
 * settled, by the clock of the market. Throws a RangeError for a perpetual, and unless the price is positive.
 */
export function settleExpiry(position: OpenPosition, deliveryPriceUsd: number, timeMs: UnixMs): DeliveryFill {
  const { symbol, side, quantityCoin, leverage } = position
  const instrument = tradedInstrument(symbol)
  if (instrument.kind !== 'OPTION') throw new RangeError(`${symbol} does not expire`)
  if (!(deliveryPriceUsd > 0 && Number.isFinite(deliveryPriceUsd))) throw new RangeError('No price to deliver at')
  const priceUsd = payoffUsd(instrument.option, deliveryPriceUsd)
  const charge = { symbol, quantityCoin, priceUsd, underlyingPriceUsd: deliveryPriceUsd } as const
  return {
    symbol,
    side: closingSide(side),
    quantityCoin,
    priceUsd,
    priceCoin: instrument.settlement === 'INVERSE' ? priceUsd / deliveryPriceUsd : null,
    feeUsd: feeUsd({ ...charge, liquidity: 'DELIVERY' }),
    liquidity: 'DELIVERY',
    leverage,
    exitPlan: null,
    decisionId: null,
    confidence: null,
    reason: 'EXPIRY',
    timeMs,
  }
}
