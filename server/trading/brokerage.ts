import type { Account } from '../domain/account.js'
import type { Decision, NewDecision } from '../domain/decision.js'
import type { Fill } from '../domain/fill.js'
import type { Order, OrderAmendment, PlacedRequest } from '../domain/order.js'
import type { ExitPlan, ExitsChange } from '../domain/position.js'
import type { PublishedPerformance, PublishedPositions } from '../domain/publication.js'
import type { RefusalOf } from '../domain/refusal.js'
import type { UnixMs } from '../domain/units.js'

/** One call of the owner of an account. */
export interface Call {
  /** Whose token it came with. */
  readonly accountId: string
  readonly idempotencyKey: string
  /** The same for the same request, and for no other. */
  readonly fingerprint: string
}

/** A decision as its owner publishes it. */
export type DecisionPublication = Omit<
  NewDecision,
  'id' | 'accountId' | 'source' | 'freshness' | 'invalidationRule' | 'outcome' | 'pnlUsd' | 'rMultiple' | 'closedAtMs'
>

export interface DecisionPublished {
  readonly done: 'DecisionPublished'
  readonly decision: Decision
}
export interface PositionsPublished {
  readonly done: 'PositionsPublished'
  readonly count: number
  readonly asOf: UnixMs
}
export interface PerformancePublished {
  readonly done: 'PerformancePublished'
  readonly asOf: UnixMs
}
export interface AccountOpened {
  readonly done: 'AccountOpened'
  readonly account: Account
}
export interface OrderPlaced {
  readonly done: 'OrderPlaced'
  readonly order: Order
  readonly fills: readonly Fill[]
}
export interface OrderCancelled {
  readonly done: 'OrderCancelled'
  readonly order: Order
}
export interface OrdersCancelled {
  readonly done: 'OrdersCancelled'
  readonly orders: readonly Order[]
}
export interface ExitsSet {
  readonly done: 'ExitsSet'
  readonly symbol: string
  readonly exitPlan: ExitPlan | null
}
export interface AccountReset {
  readonly done: 'AccountReset'
  readonly account: Account
  readonly orders: readonly Order[]
  readonly droppedSymbols: readonly string[]
}
export interface AccountClosed {
  readonly done: 'AccountClosed'
  readonly account: Account
  readonly orders: readonly Order[]
  readonly fills: readonly Fill[]
}
export interface OrderAmended {
  readonly done: 'OrderAmended'
  readonly order: Order
  readonly fills: readonly Fill[]
}

/** The key was used before, for another request. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
}

/**
 * What owners of accounts may do. Answers are committed before they are given, refusals too: the same call again is
 * answered alike and does nothing. Only `WrongAccountKind` is not kept: nothing was looked at but the account. Rejects with `KeyReused`, or with `StoreUnavailable`, and then nothing was done.
 */
export interface Brokerage {
  /** The first publication opens the account. */
  publishDecision(call: Call, decision: DecisionPublication): Promise<DecisionPublished | RefusalOf<'WrongAccountKind'>>
  publishPositions(
    call: Call,
    positions: PublishedPositions,
  ): Promise<PositionsPublished | RefusalOf<'WrongAccountKind' | 'OutOfDate'>>
  publishPerformance(
    call: Call,
    performance: PublishedPerformance,
  ): Promise<PerformancePublished | RefusalOf<'WrongAccountKind' | 'OutOfDate'>>
  openAccount(
    call: Call,
    wish: { name: string; depositUsd: number },
  ): Promise<AccountOpened | RefusalOf<'AccountExists'>>
  /** With null: with the deposit that there was. */
  resetAccount(call: Call, depositUsd: number | null): Promise<AccountReset | ResetRefusal>
  closeAccount(call: Call): Promise<AccountClosed | CloseRefusal>
  placeOrder(call: Call, request: PlacedRequest): Promise<OrderPlaced | OrderRefusal | NoAccount>
  cancelOrder(call: Call, orderId: string): Promise<OrderCancelled | RefusalOf<'OrderNotOpen'> | NoAccount>
  /** Of one symbol, or with null all. */
  cancelOrders(call: Call, symbol: string | null): Promise<OrdersCancelled | NoAccount>
  setExits(
    call: Call,
    wish: { readonly symbol: string; readonly change: ExitsChange },
  ): Promise<ExitsSet | ExitsRefusal | NoAccount>
  amendOrder(
    call: Call,
    wish: { readonly orderId: string; readonly amendment: OrderAmendment },
  ): Promise<OrderAmended | AmendRefusal | NoAccount>
}

/** No paper account that is open. */
export type NoAccount = RefusalOf<'WrongAccountKind' | 'AccountIsClosed'>

export type ResetRefusal = RefusalOf<'AgentAccount' | 'TooManyResets'> | NoAccount

export type CloseRefusal = RefusalOf<'AgentAccount' | 'PositionsLeft'> | NoAccount

export type ExitsRefusal = RefusalOf<'NoPosition' | 'WrongExit' | 'OutOfBounds' | 'OffStep'>

export type AmendRefusal = OrderRefusal | RefusalOf<'OrderNotOpen' | 'NothingLeft' | 'WrongUnit'>

export type OrderRefusal = RefusalOf<
  | 'InsufficientMargin'
  | 'MarketClosed'
  | 'InstrumentHalted'
  | 'UnknownInstrument'
  | 'StalePrice'
  | 'NoQuote'
  | 'NotEnoughOffered'
  | 'NothingToReduce'
  | 'WrongExit'
  | 'TooManyOrders'
  | 'OutOfBounds'
  | 'OffStep'
>
