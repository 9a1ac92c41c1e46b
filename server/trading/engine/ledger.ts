import type { InvalidationRule } from '../../domain/decision.js'
import type { OrderSide } from '../../domain/order.js'
import type { ExitPlan, PositionSide } from '../../domain/position.js'
import type { UnixMs } from '../../domain/units.js'
import { noCalibration, type CalibrationBucket } from './calibration.js'
import type { Lot } from './lots.js'
import { noTrades, type TradeTally } from './trade-tally.js'

/** An exit plan with the part of the invalidation that the engine carries out itself. */
export interface ExitRules extends ExitPlan {
  readonly invalidationRule: InvalidationRule | null
}

/** Sums over the trade of a position: since the account was last flat, or on the other side, in its symbol. */
export interface TradeSums {
  readonly closedCoin: number
  /** Closed quantity × average entry price. */
  readonly closedEntryUsd: number
  /** Closed quantity × its exit prices. */
  readonly closedExitUsd: number
  /** Before fees and funding. */
  readonly realizedUsd: number
  readonly feesUsd: number
  /** Received positive, paid negative. */
  readonly fundingUsd: number
}

/** A position as the books hold it: what was paid, not what it is worth. */
export interface OpenPosition {
  readonly symbol: string
  readonly side: PositionSide
  /** Always positive, as `addCoin` makes it, so that quantities add up exactly. */
  readonly quantityCoin: number
  /** Average by quantity, fees not included. */
  readonly entryPriceUsd: number
  readonly leverage: number
  readonly openedAtMs: UnixMs
  readonly exitPlan: ExitRules | null
  /** What is left of every decision that entered it, oldest first; their quantities add up to the position's, but for the last of 15 digits. */
  readonly lots: readonly Lot[]
  readonly trade: TradeSums
}

/**
 * The books of one account, in USD. They are plain JSON: stored as it and read back, they are the same.
 *
 * Results are turned into USD at the fill that realizes them; from then on the coin's price no longer moves them. An
 * option's premium moves no cash when it is traded: like every position, it is worth quantity × (mark − entry).
 *
 * Deribit's `BTC-PERPETUAL` is inverse: N contracts of 1 USD bought at e and sold at x earn N × (1/e − 1/x) coins, which
 * at the price x are N × (x/e − 1) = (N/e) × (x − e) dollars. N/e is the quantity in the coin at entry, so with that
 * quantity held fixed the dollar PnL, converted at the price of the fill or mark, is exactly quantity × (x − e). Enlarged
 * by M at f it is (N/e) × (x − e) + (M/f) × (x − f): the sum of the quantities times (x − average entry by quantity).
 * The contracts of a position are therefore quantity × entry, whatever the mark (see `notionalUsd`).
 */
export interface Ledger {
  readonly netDepositsUsd: number
  /** Before fees and funding. */
  readonly realizedPnlUsd: number
  readonly feesUsd: number
  /** Received positive, paid negative. */
  readonly fundingUsd: number
  /** At most one per symbol, by symbol. */
  readonly positions: readonly OpenPosition[]
  readonly trades: TradeTally
  /** Ten buckets of confidence: [0, 0.1), [0.1, 0.2) … [0.9, 1]. */
  readonly calibration: readonly CalibrationBucket[]
}

/** A new account's books. Throws a RangeError unless the deposit is a positive number. */
export function openLedger(depositUsd: number): Ledger {
  if (!(depositUsd > 0 && Number.isFinite(depositUsd)))
    throw new RangeError('A deposit must be a positive number of USD')
  return {
    netDepositsUsd: depositUsd,
    realizedPnlUsd: 0,
    feesUsd: 0,
    fundingUsd: 0,
    positions: [],
    trades: noTrades,
    calibration: noCalibration,
  }
}

/** Deposits plus realized PnL plus funding less fees, in USD. */
export function cashUsd(ledger: Ledger): number {
  return ledger.netDepositsUsd + ledger.realizedPnlUsd + ledger.fundingUsd - ledger.feesUsd
}

export function findPosition(ledger: Ledger, symbol: string): OpenPosition | null {
  return ledger.positions.find((position) => position.symbol === symbol) ?? null
}

/** The books with this position in the symbol, or with none; positions stay sorted by symbol. */
export function withPosition(ledger: Ledger, symbol: string, position: OpenPosition | null): Ledger {
  const others = ledger.positions.filter((one) => one.symbol !== symbol)
  const positions = position ? [...others, position].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)) : others
  return { ...ledger, positions }
}

/** 1 for long, −1 for short. */
export function direction(side: PositionSide): 1 | -1 {
  return side === 'LONG' ? 1 : -1
}

/** The side of the position that a trade opens or enlarges. */
export function sideOf({ side }: { readonly side: OrderSide }): PositionSide {
  return side === 'BUY' ? 'LONG' : 'SHORT'
}

/** The trade that closes a position. */
export function closingSide(side: PositionSide): OrderSide {
  return side === 'LONG' ? 'SELL' : 'BUY'
}
