import type { Order } from './order.js'
import type { LiveHeader } from './source.js'
import type { UnixMs } from './units.js'

/** What happened to an order. */
export type OrderChange = 'PLACED' | 'AMENDED' | 'PARTLY_FILLED' | 'FILLED' | 'CANCELLED'

/** One change of one order; every field is defined in `schema/orders.graphql`. */
export interface OrderEvent extends LiveHeader {
  readonly id: string
  readonly accountId: string
  /** When it took place, by the clock of the market. */
  readonly asOf: UnixMs
  readonly symbol: string
  readonly change: OrderChange
  /** As it was after the change. */
  readonly order: Order
  readonly recordedAtMs: UnixMs
}

/** An event before the journal gave it its place. */
export type NewOrderEvent = Omit<OrderEvent, 'seq' | 'recordedAtMs'>
