import { z } from 'zod'
import type { ClosedTrade } from '../domain/closed-trade.js'
import type { Delivery, Fill, FillReason, Liquidity } from '../domain/fill.js'
import type { PositionSide } from '../domain/position.js'
import { oneOf, recordSchema } from '../lib/checked.js'
import { endSchema } from './decision-schema.js'
import { headerShape, numberOrNull, sourceSchema, textOrNull } from './live-header.js'
import { orderSideSchema } from './order-schema.js'

export const positionSideSchema = oneOf<PositionSide>({ LONG: true, SHORT: true })

export const fillSchema = recordSchema<Fill>({
  ...headerShape,
  id: z.string(),
  accountId: z.string(),
  orderId: z.string(),
  decisionId: textOrNull,
  asOf: z.number(),
  symbol: z.string(),
  side: orderSideSchema,
  quantityCoin: z.number(),
  priceUsd: z.number(),
  priceCoin: numberOrNull,
  feeUsd: z.number(),
  liquidity: oneOf<Liquidity>({ TAKER: true, MAKER: true, DELIVERY: true }),
  reason: oneOf<FillReason>({
    ORDER: true,
    STOP: true,
    TARGET: true,
    INVALIDATED: true,
    LIQUIDATION: true,
    EXPIRY: true,
  }),
  delivery: z.exactOptional(
    recordSchema<Delivery>({
      priceUsd: z.number(),
      origin: oneOf<Delivery['origin']>({ EXCHANGE: true, AVERAGE: true, LATE: true }),
    }),
  ),
  realizedPnlUsd: z.number(),
  recordedAtMs: z.number(),
})

/** Its seq is kept beside it: older trades were written without. */
export const closedTradeSchema = recordSchema<Omit<ClosedTrade, 'seq'>>({
  id: z.string(),
  accountId: z.string(),
  symbol: z.string(),
  side: positionSideSchema,
  quantityCoin: z.number(),
  entryPriceUsd: z.number(),
  exitPriceUsd: z.number(),
  openedAtMs: z.number(),
  closedAtMs: z.number(),
  pnlUsd: z.number(),
  feesUsd: z.number(),
  fundingUsd: z.number(),
  outcome: endSchema,
  source: sourceSchema,
  recordedAtMs: z.number(),
})
