import { isTrading, type OptionInstrument } from '../../domain/instrument.js'
import type { OrderSide } from '../../domain/order.js'
import { tradedInstrument } from './instrument-rules.js'
import { closingSide, type Ledger, type OpenPosition } from './ledger.js'
import { maintenanceMarginUsd } from './margin.js'
import { matchOrder, type Match, type OrderFacts } from './match-order.js'
import { isPriced, type Quotes, type Totals } from './valuation.js'

/**
 * Whether the account is worth less than the maintenance margin of what it holds. Never when it holds nothing, nor while one
 * of its instruments is halted or has no live quote with a mark and a forward: then nobody knows what that position is worth
 * and what margin it needs, and it may carry the others.
 */
export function isLiquidationDue(ledger: Ledger, totals: Totals, quotes: Quotes): boolean {
  const { positions } = ledger
  if (positions.length === 0 || totals.accountValueUsd >= totals.maintenanceMarginUsd) return false
  return positions.every(({ symbol }) => {
    const quote = quotes.get(symbol)
    return isPriced(quote) && isTrading(quote.state)
  })
}

export interface Liquidation {
  readonly position: OpenPosition
  /** Against the position; possibly of less than its quantity. */
  readonly side: OrderSide
  readonly match: Match
}

export interface LiquidationMarket {
  readonly hasExpired: (option: OptionInstrument) => boolean
  readonly takenCoin: (symbol: string, side: OrderSide) => number
}

/**
 * What to close first: of the positions that a live quote can take, at least in part, the one with the largest
 * maintenance margin. `takenCoin` is what this account took of the newest quote on that side. Null when no quote takes
 * any: try again at the next one. An option that has expired waits for its delivery.
 */
export function nextLiquidation(
  ledger: Ledger,
  quotes: Quotes,
  { hasExpired, takenCoin }: LiquidationMarket,
): Liquidation | null {
  const marginUsd = (position: OpenPosition) => maintenanceMarginUsd(position, quotes.get(position.symbol))
  for (const position of [...ledger.positions].sort((a, b) => marginUsd(b) - marginUsd(a))) {
    const instrument = tradedInstrument(position.symbol)
    if (instrument.kind === 'OPTION' && hasExpired(instrument.option)) continue
    const quote = quotes.get(position.symbol)
    const order = closingOrder(position)
    const match = quote && matchOrder(order, quote, takenCoin(order.symbol, order.side))
    if (match && 'liquidity' in match) return { position, side: order.side, match }
  }
  return null
}

function closingOrder({ symbol, side, quantityCoin }: OpenPosition): OrderFacts {
  return {
    symbol,
    side: closingSide(side),
    type: 'MARKET',
    timeInForce: 'IOC',
    remainingCoin: quantityCoin,
    limitPriceUsd: null,
    limitPriceCoin: null,
    resting: false,
  }
}
