import { z } from 'zod'
import type { PublishedPerformance, PublishedPositions } from '../domain/publication.js'
import { recordSchema } from '../lib/checked.js'
import { numberOrNull } from './live-header.js'
import { positionSchema } from './position-schema.js'

export const publishedPositionsSchema = recordSchema<PublishedPositions>({
  asOf: z.number(),
  positions: z.array(positionSchema),
})

/** What an older publication says nothing of is unsaid. */
const figure = numberOrNull.default(null)

export const publishedPerformanceSchema = recordSchema<PublishedPerformance>({
  asOf: z.number(),
  figures: recordSchema<PublishedPerformance['figures']>({
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
