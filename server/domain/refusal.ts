import type { Account } from './account.js'
import type { InstrumentState } from './instrument.js'
import type { OrderStatus } from './order.js'
import type { UnixMs } from './units.js'

/** Why something that was asked of an account was not done; every kind is defined in `schema/refusals.graphql`. */
export type Refusal =
  | Refused<'WrongAccountKind', { readonly accountKind: Account['kind'] | null }>
  | Refused<'OutOfDate', { readonly newest: UnixMs }>
  | Refused<'AccountExists', { readonly account: Account }>
  | Refused<'NameTaken', { readonly looksLike: string }>
  | Refused<'InsufficientMargin', { readonly neededUsd: number; readonly availableUsd: number }>
  | Refused<'MarketClosed'>
  | Refused<'InstrumentHalted', { readonly symbol: string; readonly state: InstrumentState }>
  | Refused<'UnknownInstrument', { readonly symbol: string }>
  | Refused<'StalePrice', { readonly asOf: UnixMs | null }>
  | Refused<'NoQuote'>
  | Refused<'NotEnoughOffered', { readonly offeredCoin: number }>
  | Refused<'NothingToReduce'>
  | Refused<'WrongExit', { readonly field: ExitField | 'trailingStop'; readonly priceUsd: number | null }>
  | Refused<'TooManyOrders', { readonly most: number }>
  | Refused<'OutOfBounds', { readonly field: string; readonly most: number }>
  | Refused<'OffStep', OffStepFacts>
  | Refused<'NoPosition', { readonly symbol: string }>
  | Refused<'NothingLeft', { readonly filledCoin: number }>
  | Refused<'WrongUnit', { readonly field: 'limitPriceUsd' | 'limitPriceCoin' | 'quantityUsd' }>
  | Refused<'AccountIsClosed', { readonly closedAt: UnixMs }>
  | Refused<'AgentAccount', { readonly agent: string }>
  | Refused<'TooManyResets', { readonly most: number; readonly again: UnixMs }>
  | Refused<'PositionsLeft', { readonly symbols: readonly string[] }>
  | Refused<'OrderNotOpen', { readonly status: OrderStatus | null }>

type ExitField = 'stopLossUsd' | 'profitTargetUsd'

interface OffStepFacts {
  readonly field: 'quantityCoin' | 'quantityUsd' | 'limitPriceUsd' | 'limitPriceCoin' | ExitField
  /** In the unit of the field. */
  readonly step: number
  /** The nearest values that are taken; null where there is none. */
  readonly below: number | null
  readonly above: number
}

/** `refused` names the member of the result's union. */
type Refused<Kind extends string, Facts = unknown> = { readonly refused: Kind; readonly message: string } & Facts

/** Why no replay was opened. */
type ReplayRefusal = Refused<'TooManyReplays', { readonly most: number; readonly own: boolean }>

type AnyRefusal = Refusal | ReplayRefusal

/** Refusals of some kinds. */
export type RefusalOf<Kind extends AnyRefusal['refused']> = Extract<AnyRefusal, { readonly refused: Kind }>
