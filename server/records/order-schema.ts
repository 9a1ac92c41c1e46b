import { z } from 'zod'
import type { OrderChange, OrderEvent } from '../domain/order-event.js'
import type { Order, OrderOrigin, OrderSide, OrderStatus, OrderType, TimeInForce } from '../domain/order.js'
import type { TrailingDistance } from '../domain/position.js'
import { oneOf, recordSchema } from '../lib/checked.js'
import { invalidationRuleSchema } from './decision-schema.js'
import { headerShape, numberOrNull, sourceSchema, textOrNull } from './live-header.js'

export const orderSideSchema = oneOf<OrderSide>({ BUY: true, SELL: true })
export const orderStatusSchema = oneOf<OrderStatus>({ OPEN: true, FILLED: true, CANCELLED: true })

export const orderSchema = recordSchema<Order>({
  id: z.string(),
  accountId: z.string(),
  symbol: z.string(),
  side: orderSideSchema,
  type: oneOf<OrderType>({ MARKET: true, LIMIT: true }),
  timeInForce: oneOf<TimeInForce>({ GTC: true, IOC: true, FOK: true }),
  quantityCoin: z.number(),
  limitPriceUsd: numberOrNull,
  limitPriceCoin: numberOrNull,
  reduceOnly: z.boolean(),
  leverage: z.number(),
  stopLossUsd: numberOrNull,
  profitTargetUsd: numberOrNull,
  // Older orders were written without one.
  trailingStop: recordSchema<TrailingDistance>({ distanceUsd: numberOrNull, distancePct: numberOrNull })
    .nullable()
    .default(null),
  invalidation: textOrNull,
  invalidationRule: invalidationRuleSchema.nullable(),
  origin: oneOf<OrderOrigin>({ AGENT: true, CALLER: true, ENGINE: true }),
  decisionId: textOrNull,
  status: orderStatusSchema,
  filledCoin: z.number(),
  averageFillPriceUsd: numberOrNull,
  feeUsd: z.number(),
  cancelReason: textOrNull,
  source: sourceSchema,
  placedAtMs: z.number(),
  updatedAtMs: z.number(),
})

export const orderEventSchema = recordSchema<OrderEvent>({
  ...headerShape,
  id: z.string(),
  accountId: z.string(),
  asOf: z.number(),
  symbol: z.string(),
  change: oneOf<OrderChange>({ PLACED: true, AMENDED: true, PARTLY_FILLED: true, FILLED: true, CANCELLED: true }),
  order: orderSchema,
  recordedAtMs: z.number(),
})
