import { z } from 'zod'
import type { BelievedReturn, KeptPerformance, PublishedPositions } from '../domain/publication.js'
import { recordSchema } from '../lib/checked.js'
import { numberOrNull } from './live-header.js'
import { positionSchema } from './position-schema.js'

export const publishedPositionsSchema = recordSchema<PublishedPositions>({
  asOf: z.number(),
  positions: z.array(positionSchema),
})

/** What an older publication says nothing of is unsaid. */
const figure = numberOrNull.default(null)

export const publishedPerformanceSchema = recordSchema<KeptPerformance>({
  asOf: z.number(),
  believed: recordSchema<BelievedReturn>({ returnPct: z.number(), atMs: z.number() }).nullable().default(null),
  figures: recordSchema<KeptPerformance['figures']>({
    accountValueUsd: figure,
    cashUsd: figure,
    netDepositsUsd: figure,
    totalReturnPct: figure,
    realizedPnlUsd: figure,
    unrealizedPnlUsd: figure,
    feesUsd: figure,
    fundingUsd: figure,
    sharpe: figure,
    sortino: figure,
    maxDrawdownPct: figure,
    currentDrawdownPct: figure,
    winRatePct: figure,
    profitFactor: figure,
    trades: figure,
  }),
})
