import type { Account } from '../../domain/account.js'
import type { NewClosedTrade } from '../../domain/closed-trade.js'
import { addCoin } from '../../domain/coin.js'
import type { DecisionScore, NewDecision } from '../../domain/decision.js'
import type { Delivery, Liquidity, NewFill } from '../../domain/fill.js'
import type { ListedInstrument, OptionInstrument } from '../../domain/instrument.js'
import type { NewOrderEvent, OrderChange } from '../../domain/order-event.js'
import type { Order, Quantity } from '../../domain/order.js'
import type { Quote } from '../../domain/quote.js'
import type { NewScoreEvent } from '../../domain/score-event.js'
import type { DataSource, Freshness } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import { withoutDust } from '../../lib/round.js'
import { applyFill } from '../engine/apply-fill.js'
import type { Applied, LedgerFill, TradeFacts } from '../engine/ledger-fill.js'
import { openLedger, withPosition, type ExitRules, type Ledger, type OpenPosition } from '../engine/ledger.js'
import type { BestSeen } from './best-seen.js'
import { orNull, ratio, recordUsd } from './published-precision.js'
import type { TakenQuotes } from './taken-quotes.js'

/** What a step of an account starts from. */
export interface StepStart {
  readonly accountId: string
  readonly source: DataSource
  readonly ledger: Ledger
  readonly openOrders: ReadonlyMap<string, Order>
  readonly quotes: ReadonlyMap<string, Quote>
  /** What the exchange lists, as far as it was heard, by symbol. */
  readonly instruments: ReadonlyMap<string, ListedInstrument>
  /** What was taken of quotes. This step alone changes it until the step is committed. */
  readonly taken: TakenQuotes
  readonly bestSeen: BestSeen
  /** By the clock of the market. */
  readonly nowMs: UnixMs
  /** Whether an option has expired, by the clock of its currency. */
  readonly hasExpired: (option: OptionInstrument) => boolean
  /** An id that nobody has. */
  readonly newId: () => string
}

/** A trade of an order: what the ledger books, and what the journal keeps as well. */
export interface StepTrade extends LedgerFill {
  readonly liquidity: Liquidity
  readonly priceCoin: number | null
  readonly freshness: Freshness
  readonly delivery?: Delivery
}

/**
 * Everything that one command, one decision or one look at the market does to an account. The step gathers it first. All of it
 * counts at once, when the journal has it.
 */
export class Step {
  readonly start: StepStart
  readonly #orders = new Map<string, Order>()
  readonly orderEvents: NewOrderEvent[] = []
  readonly fills: NewFill[] = []
  readonly closedTrades: NewClosedTrade[] = []
  readonly decisions: NewDecision[] = []
  readonly scores: NewScoreEvent[] = []
  #ledger: Ledger
  #account: Account | null = null
  #depositUsd: number | null = null

  constructor(start: StepStart) {
    this.start = start
    this.#ledger = start.ledger
  }

  /** The books with everything gathered so far. */
  get ledger(): Ledger {
    return this.#ledger
  }

  get orders(): readonly Order[] {
    return [...this.#orders.values()]
  }

  get isEmpty(): boolean {
    const isUntouched = this.#ledger === this.start.ledger && this.#account === null
    return isUntouched && this.#orders.size === 0 && this.decisions.length === 0
  }

  /** The account from now on; null while it stays as it is. */
  get account(): Account | null {
    return this.#account
  }

  /** The deposit of books that begin anew; null while they go on. */
  get depositUsd(): number | null {
    return this.#depositUsd
  }

  /** The orders that wait, as far as this step has come. */
  openOrders(): readonly Order[] {
    if (this.#orders.size === 0) return [...this.start.openOrders.values()]
    const all = new Map([...this.start.openOrders, ...this.#orders])
    return [...all.values()].filter(({ status }) => status === 'OPEN')
  }

  /** Adds a new order. */
  place(order: Order): Order {
    return this.#put('PLACED', order)
  }

  /** Gives an open order other terms. */
  amend(order: Order): Order {
    return this.#put('AMENDED', { ...order, updatedAtMs: this.start.nowMs })
  }

  cancel(order: Order, cancelReason: string): Order {
    return this.#put('CANCELLED', { ...order, status: 'CANCELLED', cancelReason, updatedAtMs: this.start.nowMs })
  }

  /** Begins the books anew: positions are gone without a trade. */
  beginAnew(account: Account, depositUsd: number): void {
    this.#account = account
    this.#depositUsd = depositUsd
    this.#ledger = openLedger(depositUsd)
  }

  /** Closes the account for good. */
  close(account: Account): void {
    this.#account = account
  }

  /** Gives a position another exit plan, and answers the position after it. */
  replan(position: OpenPosition, exitPlan: ExitRules | null): OpenPosition {
    const replanned = { ...position, exitPlan }
    this.#ledger = withPosition(this.#ledger, position.symbol, replanned)
    return replanned
  }

  /** Books a trade of an order, and answers the order after it. */
  trade(order: Order, trade: StepTrade): Order {
    const applied = applyFill(this.#ledger, trade)
    this.#ledger = applied.ledger
    this.#note(applied)
    this.fills.push(this.#fillOf(order, trade, applied.realizedPnlUsd))
    const filledCoin = addCoin(order.filledCoin, trade.quantityCoin)
    const status = filledCoin >= order.quantityCoin ? 'FILLED' : 'OPEN'
    return this.#put(status === 'FILLED' ? 'FILLED' : 'PARTLY_FILLED', {
      ...order,
      status,
      filledCoin,
      averageFillPriceUsd: averagePriceUsd(order, trade),
      // What its fills say of it, added up.
      feeUsd: recordUsd(order.feeUsd + recordUsd(trade.feeUsd)),
      updatedAtMs: this.start.nowMs,
    })
  }

  #put(change: OrderChange, order: Order): Order {
    this.#tell(change, order)
    this.#orders.set(order.id, order)
    return order
  }

  #tell(change: OrderChange, order: Order): void {
    const { accountId, source, quotes, nowMs, newId } = this.start
    const { symbol } = order
    const freshness = quotes.get(symbol)?.freshness ?? 'STALE'
    this.orderEvents.push({ id: newId(), accountId, asOf: nowMs, source, freshness, symbol, change, order })
  }

  #note({ closed, scores }: Applied): void {
    const { accountId, source, newId } = this.start
    if (closed) this.closedTrades.push({ ...closed, ...recordOf(closed), id: newId(), accountId, source })
    for (const { decisionId, score } of scores) {
      this.scores.push({ id: newId(), accountId, decisionId, score: recordedScore(score) })
    }
  }

  #fillOf(order: Order, trade: StepTrade, realizedPnlUsd: number): NewFill {
    const { accountId, source, newId } = this.start
    const { symbol, side, quantityCoin, priceUsd, priceCoin, feeUsd, liquidity, reason, timeMs, freshness, delivery } =
      trade
    const what = { symbol, side, quantityCoin, priceUsd, priceCoin, liquidity }
    const { id: orderId, decisionId } = order
    return {
      id: newId(),
      accountId,
      orderId,
      decisionId,
      asOf: timeMs,
      source,
      freshness,
      reason,
      ...what,
      ...(delivery && { delivery }),
      feeUsd: recordUsd(feeUsd),
      realizedPnlUsd: recordUsd(realizedPnlUsd),
    }
  }
}

/** The average price of an order after a trade. Trades at one price have exactly this price, without the dust of binary fractions. */
function averagePriceUsd({ averageFillPriceUsd, filledCoin }: Order, { priceUsd, quantityCoin }: StepTrade): number {
  if (averageFillPriceUsd === null || averageFillPriceUsd === priceUsd) return priceUsd
  return withoutDust((averageFillPriceUsd * filledCoin + priceUsd * quantityCoin) / (filledCoin + quantityCoin))
}

/** The money of a closed trade as the journal keeps it. */
function recordOf({ pnlUsd, feesUsd, fundingUsd }: TradeFacts) {
  return {
    pnlUsd: recordUsd(pnlUsd),
    feesUsd: recordUsd(feesUsd),
    fundingUsd: recordUsd(fundingUsd),
  }
}

function recordedScore(score: DecisionScore): DecisionScore {
  return { ...score, pnlUsd: orNull(recordUsd, score.pnlUsd), rMultiple: orNull(ratio, score.rMultiple) }
}

/** A new order with these terms. */
export function newOrder({ accountId, source, nowMs, newId }: StepStart, terms: OrderTerms): Order {
  return {
    ...terms,
    id: newId(),
    accountId,
    source,
    status: 'OPEN',
    filledCoin: 0,
    averageFillPriceUsd: null,
    feeUsd: 0,
    cancelReason: null,
    placedAtMs: nowMs,
    updatedAtMs: nowMs,
  }
}

type Given =
  | 'id'
  | 'accountId'
  | 'source'
  | 'status'
  | 'filledCoin'
  | 'averageFillPriceUsd'
  | 'feeUsd'
  | 'cancelReason'
  | 'placedAtMs'
  | 'updatedAtMs'

export type OrderTerms = Omit<Order, Given>

/** Terms of an order whose quantity may still be in USD. */
export type OrderWish = Omit<OrderTerms, 'quantityCoin'> & Quantity

/** Terms of an order to trade at once at the best quote. */
export function marketTerms(
  terms: Pick<Order, 'symbol' | 'side' | 'quantityCoin' | 'origin' | 'timeInForce'> & Partial<OrderTerms>,
): OrderTerms {
  return {
    type: 'MARKET',
    limitPriceUsd: null,
    limitPriceCoin: null,
    reduceOnly: false,
    leverage: 1,
    stopLossUsd: null,
    profitTargetUsd: null,
    trailingStop: null,
    invalidation: null,
    invalidationRule: null,
    decisionId: null,
    ...terms,
  }
}
