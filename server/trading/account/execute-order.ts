import { subtractCoin } from '../../domain/coin.js'
import type { FillReason } from '../../domain/fill.js'
import { namesAre, parseOptionName } from '../../domain/instrument-name.js'
import type { Order } from '../../domain/order.js'
import type { ExitPlan } from '../../domain/position.js'
import type { Quote } from '../../domain/quote.js'
import { nearestNames } from '../../lib/nearest-names.js'
import { withoutDust } from '../../lib/round.js'
import type { OrderRefusal } from '../brokerage.js'
import { fillFeeUsd } from '../engine/fill-fee.js'
import { instrumentOf, tradedInstrument } from '../engine/instrument-rules.js'
import { findPosition, sideOf } from '../engine/ledger.js'
import { matchOrder, type Match, type NoMatch } from '../engine/match-order.js'
import { marginRefusal, restingMarginRefusal } from '../engine/order-margin.js'
import { startTrailing } from '../engine/trailing-stop.js'
import { offTick } from './off-step.js'
import { outOfBounds, tooManyOrders, worthTooMuch } from './order-bounds.js'
import { orderSize } from './order-size.js'
import { newOrder, type OrderTerms, type OrderWish, type Step, type StepStart, type StepTrade } from './step.js'
import { wrongOrderExit } from './wrong-exit.js'

/** What goes into the ledger with an order's trades. */
export interface OrderPurpose {
  readonly reason: FillReason
  readonly confidence: number | null
}

export const byOrder: OrderPurpose = { reason: 'ORDER', confidence: null }

/**
 * Carries out an order that arrives: fills it at the live quote as far as it goes, lets the rest of a GTC order wait,
 * and drops the rest of others. A refusal leaves the step as it was.
 */
export function executeOrder(step: Step, wish: OrderWish, purpose: OrderPurpose): Order | OrderRefusal {
  const checked = checkedOrder(step, wish)
  if ('refused' in checked) return checked
  const { quote, terms } = checked
  const quantityCoin = reducible(step, terms)
  const order = newOrder(step.start, { ...terms, quantityCoin })
  return meetQuote(step, { order, quote, leftCoin: quantityCoin, purpose }, (taken) => step.place(taken))
}

/** Terms that passed the checks, and the quote that the order meets. */
export interface CheckedOrder {
  readonly terms: OrderTerms
  readonly quote: Quote
}

/** Which terms of an order are new, so that tick and lot are checked, and what was filled of it before. */
export interface GivenTerms extends Pick<Order, 'filledCoin' | 'averageFillPriceUsd'> {
  readonly limit: boolean
  readonly quantity: boolean
}

const allGiven: GivenTerms = { limit: true, quantity: true, filledCoin: 0, averageFillPriceUsd: null }

/** The terms of an order with its size in coins, and the quote that it meets; or why it is refused. */
export function checkedOrder(step: Step, wish: OrderWish, given: GivenTerms = allGiven): CheckedOrder | OrderRefusal {
  const quote = outOfBounds(wish, step.start.quotes.get(wish.symbol)) ?? quoteFor(step, wish.symbol)
  if ('refused' in quote) return quote
  const isHeld = wish.origin !== 'ENGINE'
  const listed = step.start.instruments.get(wish.symbol) ?? null
  const offLimit = isHeld && given.limit && listed ? offTick(wish, listed) : null
  if (offLimit) return offLimit
  const facts = { listed, quote, filled: given, againstCoin: heldAgainst(step, wish) }
  const size = isHeld && given.quantity ? orderSize(wish, facts) : (wish.quantityCoin ?? 0)
  if (typeof size !== 'number') return size
  const { quantityUsd: _, ...rest } = wish
  const terms = { ...rest, quantityCoin: size }
  return (isHeld ? (outOfBounds(terms, quote) ?? worthTooMuch(terms, quote)) : null) ?? { terms, quote }
}

interface Arrival {
  readonly order: Order
  readonly quote: Quote
  /** How much of it is not filled yet. */
  readonly leftCoin: number
  readonly purpose?: OrderPurpose
}

/**
 * Has an order meet the quote. What is left of it waits or is dropped. `take` adds the order to the step, after all checks
 * have passed.
 */
export function meetQuote(
  step: Step,
  { order, quote, leftCoin, purpose = byOrder }: Arrival,
  take: (order: Order) => Order,
): Order | OrderRefusal {
  const wantedCoin = reducible(step, { ...order, quantityCoin: leftCoin })
  if (wantedCoin === 0) return nothingToReduce(order)
  const match = matchOrder(factsOf(order, wantedCoin, false), quote, step.start.taken.of(quote, order.side))
  if ('refused' in match) return match
  const isOpen = step.start.openOrders.has(order.id)
  const wrong =
    wrongOrderExit(order, quote, { isFilled: 'liquidity' in match }) ??
    (!isOpen && waits(order, match, wantedCoin) ? tooManyOrders(step) : null)
  if (wrong) return wrong
  if ('nothing' in match) {
    if (order.timeInForce !== 'GTC') return dropped(step, take(order))
    return restingRefusal(step, order, quote) ?? take(order)
  }
  const trade = tradeOf(step, order, { quote, match, purpose })
  const refusal = marginRefusal(step.ledger, step.start.quotes, trade)
  if (refusal) return { ...refusal, message: `${refusal.message}${ofPart(match.quantityCoin, wantedCoin)}` }
  return settle(step, book(step, take(order), quote, trade))
}

/** Fills a waiting order as far as the quote reaches its limit. Cancels it when the account cannot fill it any more. */
export function fillResting(step: Step, order: Order): void {
  const quote = step.start.quotes.get(order.symbol)
  if (!quote) return
  const leftCoin = subtractCoin(order.quantityCoin, order.filledCoin)
  const remainingCoin = reducible(step, { ...order, quantityCoin: leftCoin })
  if (remainingCoin === 0) return void step.cancel(order, 'There is no position left that it could reduce')
  const match = matchOrder(factsOf(order, remainingCoin, true), quote, step.start.taken.of(quote, order.side))
  if (!('liquidity' in match)) return
  const trade = tradeOf(step, order, { quote, match, purpose: byOrder })
  const refusal = marginRefusal(step.ledger, step.start.quotes, trade)
  if (refusal) step.cancel(order, refusal.message)
  else book(step, order, quote, trade)
}

/** Margin is for what would be filled now, which may be a small part of an order. */
function ofPart(filledCoin: number, wantedCoin: number): string {
  return filledCoin === wantedCoin
    ? ''
    : `. This is for ${filledCoin} of the order's ${wantedCoin}: no more is offered now`
}

function quoteFor({ start }: Step, symbol: string): Quote | OrderRefusal {
  const option = parseOptionName(symbol)
  if (option && start.hasExpired(option)) {
    return { refused: 'MarketClosed', message: `${symbol} has expired` }
  }
  return (
    start.quotes.get(symbol) ?? {
      refused: 'UnknownInstrument',
      symbol,
      message: unknownWords(start, symbol),
    }
  )
}

function unknownWords({ quotes }: StepStart, symbol: string): string {
  const nearest = nearestNames(symbol, quotes.keys())
  const hint = nearest.length === 0 ? '' : `; the nearest are ${nearest.join(', ')}`
  const why = instrumentOf(symbol)
    ? `${symbol} is not listed, or not quoted yet`
    : `"${symbol}" is not the name of a perpetual or an option: ${namesAre}`
  return `${why}${hint}. The query "instruments" lists all`
}

/** Whether something of an order that arrives is left to wait. */
function waits({ timeInForce }: Order, match: Match | NoMatch, wantedCoin: number): boolean {
  return timeInForce === 'GTC' && ('nothing' in match || match.quantityCoin < wantedCoin)
}

/** How much an order may trade: all of it, but a reduce-only order no more than the position on the other side. */
function reducible(step: Step, terms: OrderTerms): number {
  return terms.reduceOnly ? Math.min(terms.quantityCoin, heldAgainst(step, terms)) : terms.quantityCoin
}

/** The position on the other side of an order; 0 when there is none. */
function heldAgainst({ ledger }: Step, terms: Pick<OrderTerms, 'symbol' | 'side'>): number {
  const held = findPosition(ledger, terms.symbol)
  return held && held.side !== sideOf(terms) ? held.quantityCoin : 0
}

function nothingToReduce({ symbol, side }: OrderTerms): OrderRefusal {
  const other = side === 'BUY' ? 'short' : 'long'
  return { refused: 'NothingToReduce', message: `There is no ${other} position in ${symbol} to reduce` }
}

function factsOf(order: Order, remainingCoin: number, resting: boolean) {
  const { symbol, side, type, timeInForce, limitPriceUsd, limitPriceCoin } = order
  return { symbol, side, type, timeInForce, limitPriceUsd, limitPriceCoin, remainingCoin, resting }
}

interface Meeting {
  readonly quote: Quote
  readonly match: Match
  readonly purpose: OrderPurpose
}

function tradeOf({ ledger, start }: Step, order: Order, { quote, match, purpose }: Meeting): StepTrade {
  const { symbol, side, leverage, decisionId } = order
  const { freshness } = quote
  const facts = { underlyingPriceUsd: feeBasisUsd(quote), listed: start.instruments.get(symbol) ?? null }
  return {
    symbol,
    side,
    ...match,
    feeUsd: withoutDust(fillFeeUsd(ledger, { symbol, side, ...match, ...facts })),
    leverage,
    exitPlan: exitPlanOf(order, start.newId),
    decisionId,
    timeMs: start.nowMs,
    freshness,
    ...purpose,
  }
}

/** The price of which the fee of an option is a part: the forward, or of a linear option the index if it is known. */
function feeBasisUsd({ symbol, underlyingPriceUsd, indexPriceUsd }: Quote): number | null {
  return tradedInstrument(symbol).settlement === 'LINEAR' ? (indexPriceUsd ?? underlyingPriceUsd) : underlyingPriceUsd
}

function exitPlanOf(terms: OrderTerms, newId: () => string): ExitPlan | null {
  const { profitTargetUsd, stopLossUsd, invalidation, invalidationRule } = terms
  const trailingStop = terms.trailingStop && startTrailing(newId(), terms.trailingStop)
  const plan = { profitTargetUsd, stopLossUsd, trailingStop, invalidation, invalidationRule }
  return Object.values(plan).every((part) => part === null) ? null : plan
}

function book(step: Step, order: Order, quote: Quote, trade: StepTrade): Order {
  step.start.taken.take(quote, order.side, trade.quantityCoin)
  return step.trade(order, trade)
}

/** What is left after the first fill waits, or is dropped. */
function settle(step: Step, order: Order): Order {
  return order.status === 'FILLED' || order.timeInForce === 'GTC' ? order : dropped(step, order)
}

function dropped(step: Step, order: Order): Order {
  const offered = order.filledCoin === 0 ? 'Nothing was offered' : 'No more was offered'
  return step.cancel(order, order.type === 'LIMIT' ? `${offered} within the limit` : offered)
}

/** Why an order may not wait at its limit. */
function restingRefusal(step: Step, order: Order, quote: Quote): OrderRefusal | null {
  const priceUsd = order.limitPriceUsd ?? (order.limitPriceCoin ?? 0) * (quote.underlyingPriceUsd ?? 0)
  const quantityCoin = subtractCoin(order.quantityCoin, order.filledCoin)
  const match: Match = { quantityCoin, priceUsd, priceCoin: null, liquidity: 'MAKER' }
  const trade = tradeOf(step, order, { quote, match, purpose: byOrder })
  return restingMarginRefusal(step.ledger, step.start.quotes, trade)
}
