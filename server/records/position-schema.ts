import { z } from 'zod'
import type { InstrumentState } from '../domain/instrument.js'
import type { ExitPlan, Position, PositionGreeks, TrailingStop } from '../domain/position.js'
import { oneOf, recordSchema } from '../lib/checked.js'
import { invalidationRuleSchema } from './decision-schema.js'
import { numberOrNull, textOrNull } from './live-header.js'
import { positionSideSchema } from './trade-schemas.js'

export const exitPlanSchema = recordSchema<ExitPlan>({
  profitTargetUsd: numberOrNull,
  stopLossUsd: numberOrNull,
  // Older plans were written without one.
  trailingStop: recordSchema<TrailingStop>({
    id: z.string(),
    distanceUsd: numberOrNull,
    distancePct: numberOrNull,
    bestPriceUsd: numberOrNull,
    stopPriceUsd: numberOrNull,
  })
    .nullable()
    .default(null),
  invalidation: textOrNull,
  invalidationRule: invalidationRuleSchema.nullable(),
})

export const instrumentStateSchema = oneOf<InstrumentState>({
  CREATED: true,
  OPEN: true,
  LOCKED: true,
  HALTED: true,
  SETTLEMENT: true,
  CLOSED: true,
})

export const positionSchema = recordSchema<Position>({
  symbol: z.string(),
  state: z.exactOptional(instrumentStateSchema.nullable()),
  side: positionSideSchema,
  quantityCoin: z.number(),
  leverage: numberOrNull,
  entryPriceUsd: z.number(),
  markPriceUsd: numberOrNull,
  markDoubted: z.exactOptional(z.boolean()),
  notionalUsd: numberOrNull,
  marginUsd: numberOrNull,
  pnlUsd: numberOrNull,
  pnlPct: numberOrNull,
  liquidationPriceUsd: numberOrNull,
  greeks: recordSchema<PositionGreeks>({
    deltaCoin: z.number(),
    gamma: z.number(),
    vegaUsd: z.number(),
    thetaUsd: z.number(),
  }).nullable(),
  exitPlan: exitPlanSchema.nullable(),
  openedAtMs: numberOrNull,
})
