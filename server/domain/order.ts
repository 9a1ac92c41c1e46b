import type { InvalidationRule } from './decision.js'
import type { TrailingDistance } from './position.js'
import type { DataSource, LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

export type OrderSide = 'BUY' | 'SELL'
export type OrderType = 'MARKET' | 'LIMIT'
/** GTC rests until filled or cancelled; IOC fills what it can at once and drops the rest; FOK fills in full at once or not. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK'
export type OrderStatus = 'OPEN' | 'FILLED' | 'CANCELLED'
/** Who wanted the order: an agent's decision, a caller of the API, or the engine itself (stops, liquidation, delivery). */
export type OrderOrigin = 'AGENT' | 'CALLER' | 'ENGINE'

/** What is wanted; every field is defined in `schema/orders.graphql`. */
export interface OrderRequest {
  readonly symbol: string
  readonly side: OrderSide
  readonly type: OrderType
  readonly timeInForce: TimeInForce
  /** Positive, at 8 decimals. */
  readonly quantityCoin: number
  /** Of a LIMIT order on perpetuals and linear options; null otherwise. */
  readonly limitPriceUsd: number | null
  /** Of a LIMIT order on inverse options, whose book is in the coin; null otherwise. */
  readonly limitPriceCoin: number | null
  readonly reduceOnly: boolean
  /** From 1; margin of a perpetual is its notional over this. Options do not use it. */
  readonly leverage: number
  readonly stopLossUsd: number | null
  readonly profitTargetUsd: number | null
  readonly trailingStop: TrailingDistance | null
  readonly invalidation: string | null
  readonly invalidationRule: InvalidationRule | null
}

/** How much is wanted: in the coin, or of an instrument that is counted in USD in these. */
export type Quantity =
  | { readonly quantityCoin: number; readonly quantityUsd?: null }
  | { readonly quantityUsd: number; readonly quantityCoin?: null }

/** What is wanted by whoever places an order. */
export type PlacedRequest = Omit<OrderRequest, 'quantityCoin'> & Quantity

/** Other terms of an open order; null leaves them as they are. */
export interface OrderAmendment {
  /** All of it, with what was filled before. */
  readonly quantityCoin: number | null
  /** The same in USD; at most one of the two. */
  readonly quantityUsd: number | null
  readonly limitPriceUsd: number | null
  readonly limitPriceCoin: number | null
}

export interface Order extends OrderRequest {
  readonly id: string
  readonly accountId: string
  readonly origin: OrderOrigin
  /** The decision that it carries out, if one did. */
  readonly decisionId: string | null
  readonly status: OrderStatus
  readonly filledCoin: number
  readonly averageFillPriceUsd: number | null
  readonly feeUsd: number
  /** Why it was cancelled, in words. Null while open and when filled. */
  readonly cancelReason: string | null
  readonly source: DataSource
  /** By the clock of the market. */
  readonly placedAtMs: UnixMs
  readonly updatedAtMs: UnixMs
}

/** The orders of an account that wait. */
export interface OpenOrders extends LiveHeader {
  readonly accountId: string
  /** Newest first. */
  readonly orders: readonly Order[]
}
