import type { Account, Visibility } from '../domain/account.js'
import type { Decision, NewDecision } from '../domain/decision.js'
import type { Fill } from '../domain/fill.js'
import type { Order, OrderAmendment, PlacedRequest } from '../domain/order.js'
import type { ExitPlan, ExitsChange } from '../domain/position.js'
import type { PublishedPerformance, PublishedPositions } from '../domain/publication.js'
import type { RefusalOf } from '../domain/refusal.js'
import type { UnixMs } from '../domain/units.js'

/** One call of the owner of an account. */
export interface Call {
  /** The account of the caller's token. */
  readonly accountId: string
  readonly idempotencyKey: string
  /** Equal for equal requests, and different for others. */
  readonly fingerprint: string
  /** The visibility of the account, if the call opens it. Left out: public. */
  readonly opensAs?: Visibility
}

/** What the owner of an account may ask for, and with what. Each is plain JSON. */
export interface Wishes {
  /** The first publication opens the account. */
  readonly publishDecision: DecisionPublication
  readonly publishPositions: PublishedPositions
  readonly publishPerformance: PublishedPerformance
  readonly openAccount: { readonly name: string; readonly depositUsd: number }
  /** Null: the account keeps the deposit that it began with last. */
  readonly resetAccount: { readonly depositUsd: number | null }
  readonly closeAccount: Readonly<Record<string, never>>
  readonly setAccountVisibility: { readonly visibility: Visibility }
  readonly placeOrder: PlacedRequest
  readonly cancelOrder: { readonly orderId: string }
  /** Null: the orders of all symbols. */
  readonly cancelOrders: { readonly symbol: string | null }
  readonly amendOrder: { readonly orderId: string; readonly amendment: OrderAmendment }
  readonly setExits: { readonly symbol: string; readonly change: ExitsChange }
}

export type CommandKind = keyof Wishes

/** A call and what it asks for, as one value that can travel between processes. */
export interface CommandOf<K extends CommandKind> extends Call {
  readonly kind: K
  readonly wish: Wishes[K]
}

/** Any command of some kinds. */
export type Command<K extends CommandKind = CommandKind> = { readonly [Kind in K]: CommandOf<Kind> }[K]

/** The possible answers of each command. */
export interface Answers {
  readonly publishDecision: DecisionPublished | RefusalOf<'WrongAccountKind' | 'NameTaken'>
  readonly publishPositions: PositionsPublished | RefusalOf<'WrongAccountKind' | 'NameTaken' | 'OutOfDate'>
  readonly publishPerformance: PerformancePublished | RefusalOf<'WrongAccountKind' | 'NameTaken' | 'OutOfDate'>
  readonly openAccount: AccountOpened | RefusalOf<'AccountExists' | 'NameTaken' | 'WrongAccountKind'>
  readonly resetAccount: AccountReset | RefusalOf<'AgentAccount' | 'TooManyResets'> | NoAccount
  readonly closeAccount: AccountClosed | RefusalOf<'AgentAccount' | 'PositionsLeft'> | NoAccount
  readonly setAccountVisibility: AccountVisibilitySet | RefusalOf<'AgentAccount' | 'NameTaken' | 'WrongAccountKind'>
  readonly placeOrder: OrderPlaced | OrderRefusal | NoAccount
  readonly cancelOrder: OrderCancelled | RefusalOf<'OrderNotOpen'> | NoAccount
  readonly cancelOrders: OrdersCancelled | NoAccount
  readonly amendOrder: OrderAmended | AmendRefusal | NoAccount
  readonly setExits: ExitsSet | ExitsRefusal | NoAccount
}

/**
 * Carries out what owners of accounts ask for. It commits an answer before it gives it, refusals too: the same command
 * again gets the same answer and does nothing. Two answers are not committed: `WrongAccountKind`, when the account was of
 * the wrong kind before anything else was looked at, and `NameTaken`. Rejects with `KeyReused`, `MayNoLonger` or
 * `StoreUnavailable`; then nothing was done. After a `StoreUnavailable` with `outcomeUnknown` it may have been done: give the
 * same command again to learn it.
 */
export interface Brokerage {
  /** `mayStill` says whether the caller may still give the command. It is called when the turn of the command has come. */
  carryOut<K extends CommandKind>(command: CommandOf<K>, mayStill: () => boolean): Promise<Answers[K]>
  /** The kind of the account with this id. Null: there is none. Only who may write to it may be told. */
  kindOf(accountId: string): Account['kind'] | null
}

/** The key was used before, for another request. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
}

/** The caller lost the right to give the command while it waited for its turn. */
export class MayNoLonger extends Error {
  override readonly name = 'MayNoLonger'
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
export interface OrderAmended {
  readonly done: 'OrderAmended'
  readonly order: Order
  readonly fills: readonly Fill[]
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

export interface AccountVisibilitySet {
  readonly done: 'AccountVisibilitySet'
  readonly account: Account
}

/** The account is not a paper account, or it is closed. */
export type NoAccount = RefusalOf<'WrongAccountKind' | 'AccountIsClosed'>

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
