import type { OrderSide } from './order.js'
import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

/** Who took part: the order took a quote, waited for one, or was settled by the exchange at expiry. */
export type Liquidity = 'TAKER' | 'MAKER' | 'DELIVERY'
/** What brought the trade about. */
export type FillReason = 'ORDER' | 'STOP' | 'TARGET' | 'INVALIDATED' | 'LIQUIDATION' | 'EXPIRY'

/**
 * The index price at which an option was delivered: told by the exchange, the mean of what was heard of the last half hour,
 * or, where nothing was, the first that was heard after it.
 */
export interface Delivery {
  readonly priceUsd: number
  readonly origin: 'EXCHANGE' | 'AVERAGE' | 'LATE'
}

/** A trade that took place; every field is defined in `schema/orders.graphql`. */
export interface Fill extends LiveHeader {
  readonly id: string
  readonly accountId: string
  readonly orderId: string
  readonly decisionId: string | null
  /** When it took place, by the clock of the market. */
  readonly asOf: UnixMs
  readonly symbol: string
  readonly side: OrderSide
  readonly quantityCoin: number
  readonly priceUsd: number
  /** Of an inverse option. */
  readonly priceCoin: number | null
  readonly feeUsd: number
  readonly liquidity: Liquidity
  readonly reason: FillReason
  /** Only the fill of a delivery has it. */
  readonly delivery?: Delivery
  /** Of the quantity that it closed, before fees and funding. */
  readonly realizedPnlUsd: number
  readonly recordedAtMs: UnixMs
}

/** A fill before the journal gave it its place. */
export type NewFill = Omit<Fill, 'seq' | 'recordedAtMs'>
