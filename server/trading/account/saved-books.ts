import { z } from 'zod'
import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import { recordSchema } from '../../lib/checked.js'
import { numberOrNull, textOrNull } from '../../records/live-header.js'
import { exitPlanSchema } from '../../records/position-schema.js'
import { positionSideSchema } from '../../records/trade-schemas.js'
import type { CalibrationBucket } from '../engine/calibration.js'
import type { Ledger, OpenPosition, TradeSums } from '../engine/ledger.js'
import type { Lot } from '../engine/lots.js'
import type { SideTally, TradeTally } from '../engine/trade-tally.js'
import type { Drawdown } from '../performance/drawdown.js'
import type { EquityCurveState } from '../performance/equity-curve.js'
import type { ReturnStatistics } from '../performance/return-statistics.js'
import type { TimeFlat } from '../performance/time-flat.js'
import type { LastMark } from './last-marks.js'

/** Everything that is kept of an account's books, so that they go on after a restart; plain JSON. */
export interface SavedBooks {
  readonly ledger: Ledger
  readonly drawdown: Drawdown
  readonly curve: EquityCurveState
  readonly timeFlat: TimeFlat
  readonly firstMarkMs: UnixMs | null
  readonly marks: readonly LastMark[]
}

const number = z.number()

const positionSchema = recordSchema<OpenPosition>({
  symbol: z.string(),
  side: positionSideSchema,
  quantityCoin: number,
  entryPriceUsd: number,
  leverage: number,
  openedAtMs: number,
  exitPlan: exitPlanSchema.nullable(),
  lots: z.array(
    recordSchema<Lot>({
      decisionId: textOrNull,
      confidence: numberOrNull,
      quantityCoin: number,
      enteredCoin: number,
      entryPriceUsd: number,
      stopLossUsd: numberOrNull,
      resultUsd: number,
    }),
  ),
  trade: recordSchema<TradeSums>({
    closedCoin: number,
    closedEntryUsd: number,
    closedExitUsd: number,
    realizedUsd: number,
    feesUsd: number,
    fundingUsd: number,
  }),
})

const sideSchema = recordSchema<SideTally>({ closed: number, won: number, pnlUsd: number })

const ledgerSchema = recordSchema<Ledger>({
  netDepositsUsd: number,
  realizedPnlUsd: number,
  feesUsd: number,
  fundingUsd: number,
  positions: z.array(positionSchema),
  trades: recordSchema<TradeTally>({
    closed: number,
    won: number,
    lost: number,
    wonUsd: number,
    lostUsd: number,
    long: sideSchema,
    short: sideSchema,
  }),
  calibration: z.array(recordSchema<CalibrationBucket>({ decided: number, won: number })).length(10),
})

const pointSchema = recordSchema<EquityPoint>({ timeMs: number, accountValueUsd: number })

export const savedBooksSchema = recordSchema<SavedBooks>({
  ledger: ledgerSchema,
  drawdown: recordSchema<Drawdown>({ peakUsd: number, currentPct: number, maxPct: number }),
  curve: recordSchema<EquityCurveState>({
    intervalMs: number,
    nextGridMs: number,
    lastMark: pointSchema.nullable(),
    lastSample: pointSchema.nullable(),
    returns: recordSchema<ReturnStatistics>({
      count: number,
      mean: number,
      squaresAroundMean: number,
      negativeSquares: number,
    }),
  }),
  timeFlat: recordSchema<TimeFlat>({
    observedMs: number,
    flatMs: number,
    last: recordSchema<NonNullable<TimeFlat['last']>>({ timeMs: number, isFlat: z.boolean() }).nullable(),
  }),
  firstMarkMs: numberOrNull,
  marks: z.array(
    recordSchema<LastMark>({
      symbol: z.string(),
      markPriceUsd: number,
      underlyingPriceUsd: numberOrNull,
      asOf: number,
    }),
  ),
})
