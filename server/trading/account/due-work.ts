import type { Delivery, FillReason } from '../../domain/fill.js'
import { isTrading, type OptionInstrument } from '../../domain/instrument.js'
import type { HeardMarket } from '../../domain/market-data.js'
import type { Order, OrderSide } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import { withoutDust } from '../../lib/round.js'
import { dueExit, type ExitContext } from '../engine/exits.js'
import { instrumentOf, tradedInstrument } from '../engine/instrument-rules.js'
import { closingSide, type OpenPosition } from '../engine/ledger.js'
import { isLiquidationDue, nextLiquidation } from '../engine/liquidation.js'
import { settleExpiry } from '../engine/settle-expiry.js'
import { betterUsd, exitMarkUsd, followMark } from '../engine/trailing-stop.js'
import { totalsAt, type Totals } from '../engine/valuation.js'
import { executeOrder, fillResting } from './execute-order.js'
import { marketTerms, newOrder, type Step } from './step.js'

/** What the engine needs of the market besides the quotes. */
export interface DueMarket {
  market(currency: string): HeardMarket | null
  /** What an option that has expired is delivered at; null while it has not, or that is not known. */
  delivery(option: OptionInstrument): Delivery | null
}

/**
 * What the engine does by itself at a mark, in this order: it delivers expired options, liquidates, carries out stops, targets
 * and invalidations, and fills waiting orders. What lacks a quote is tried again at the next mark. `totals` are those of the
 * books at this mark.
 */
export function doDueWork(step: Step, market: DueMarket, totals: Totals): void {
  if (totals.firstExpiryMs !== null && totals.firstExpiryMs <= step.start.nowMs) {
    for (const position of step.ledger.positions) deliver(step, position, market)
  }
  const totalsNow = step.isEmpty ? totals : totalsAt(step.ledger, step.start.quotes)
  if (isLiquidationDue(step.ledger, totalsNow, step.start.quotes)) return liquidate(step)
  for (const position of step.ledger.positions) exit(step, position, market)
  for (const order of step.openOrders()) workOrder(step, order)
}

function deliver(step: Step, position: OpenPosition, market: DueMarket): void {
  const option = optionOf(position.symbol)
  const delivery = option && market.delivery(option)
  if (!delivery) return
  const fill = settleExpiry(position, delivery.priceUsd, step.start.nowMs)
  const recorded = { ...fill, delivery, feeUsd: withoutDust(fill.feeUsd), freshness: 'STALE' } as const
  step.trade(step.place(engineOrder(step, position)), recorded)
}

/** Closes one position, as much of it as the quote takes. The next mark shows whether more has to be closed. */
function liquidate(step: Step): void {
  for (const order of step.openOrders()) step.cancel(order, 'The account was liquidated')
  const { quotes, taken, hasExpired } = step.start
  const takenCoin = (symbol: string, side: OrderSide) => {
    const quote = quotes.get(symbol)
    return quote ? taken.of(quote, side) : 0
  }
  const next = nextLiquidation(step.ledger, quotes, { hasExpired, takenCoin })
  if (next) close(step, next.position, 'LIQUIDATION')
}

function exit(step: Step, position: OpenPosition, market: DueMarket): void {
  if (position.exitPlan === null) return
  const quote = step.start.quotes.get(position.symbol)
  if (!quote || quote.freshness === 'STALE' || !isTrading(quote.state)) return
  const instrument = tradedInstrument(position.symbol)
  const { currency } = instrument.kind === 'OPTION' ? instrument.option : instrument
  const held = follow(step, position, quote)
  const reason = dueExit(held, quote, exitContext(market.market(currency)))
  if (reason) close(step, held, reason)
}

/** What a position may be closed by. A stale index or volatility index closes nothing. */
function exitContext(market: HeardMarket | null): ExitContext {
  return {
    indexPriceUsd: market?.indexFreshness === 'LIVE' ? market.indexPriceUsd : null,
    volatilityIndex: market?.volatilityIndexFreshness === 'LIVE' ? market.volatilityIndex : null,
    timeMs: market?.timeMs ?? null,
  }
}

/** The position with its trailing stop moved by the marks since the last step. */
function follow(step: Step, position: OpenPosition, quote: Quote): OpenPosition {
  const { exitPlan, side } = position
  const before = exitPlan?.trailingStop
  if (!before) return position
  const bestUsd = betterUsd(side, step.start.bestSeen.of(before), exitMarkUsd(quote))
  const trailingStop = followMark(before, side, bestUsd)
  return trailingStop === before ? position : step.replan(position, { ...exitPlan, trailingStop })
}

function close(step: Step, position: OpenPosition, reason: FillReason): void {
  executeOrder(step, closingTerms(position), { reason, confidence: null })
}

function workOrder(step: Step, order: Order): void {
  const option = optionOf(order.symbol)
  if (option && step.start.hasExpired(option)) step.cancel(order, 'The option has expired')
  else fillResting(step, order)
}

function engineOrder(step: Step, position: OpenPosition): Order {
  return newOrder(step.start, closingTerms(position))
}

function closingTerms({ symbol, side, quantityCoin, leverage }: OpenPosition) {
  return marketTerms({
    symbol,
    side: closingSide(side),
    quantityCoin,
    leverage,
    reduceOnly: true,
    origin: 'ENGINE',
    timeInForce: 'IOC',
  })
}

function optionOf(symbol: string): OptionInstrument | null {
  const instrument = instrumentOf(symbol)
  return instrument?.kind === 'OPTION' ? instrument.option : null
}
