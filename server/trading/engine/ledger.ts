import type { ExitPlan, Position } from '../../domain/position.js'
import type { UnixMs } from '../../domain/units.js'

export type PositionSide = Position['side']

/** A position as the books hold it: what was paid, not what it is worth. */
export interface OpenPosition {
  readonly symbol: string
  readonly side: PositionSide
  /** Always positive, at 8 decimals, so that quantities add up exactly. */
  readonly quantityCoin: number
  /** Average by quantity, fees not included. */
  readonly entryPriceUsd: number
  readonly leverage: number
  readonly openedAtMs: UnixMs
  readonly exitPlan: ExitPlan | null
  /** Realized PnL less fees plus funding since the account was last flat in this symbol. */
  readonly tradeResultUsd: number
}

/** Closed trades; results are after fees and funding, `lostUsd` is positive. */
export interface TradeTally {
  readonly closed: number
  readonly won: number
  readonly wonUsd: number
  readonly lostUsd: number
}

/**
 * The books of one account in perpetuals, in USD.
 *
 * Deribit's `BTC-PERPETUAL` is inverse: N contracts of 1 USD bought at e and sold at x earn N × (1/e − 1/x) coins, which
 * at the price x are N × (x/e − 1) = (N/e) × (x − e) dollars. N/e is the quantity in the coin at entry, so with that
 * quantity held fixed the dollar PnL, converted at the price of the fill or mark, is exactly quantity × (x − e). Enlarged
 * by M at f it is (N/e) × (x − e) + (M/f) × (x − f): the sum of the quantities times (x − average entry by quantity).
 * Results are turned into USD at the fill that realizes them; from then on the coin's price no longer moves them.
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
    trades: { closed: 0, won: 0, wonUsd: 0, lostUsd: 0 },
  }
}

/** Deposits plus realized PnL plus funding less fees, in USD. */
export function cashUsd(ledger: Ledger): number {
  return ledger.netDepositsUsd + ledger.realizedPnlUsd + ledger.fundingUsd - ledger.feesUsd
}

export function findPosition(ledger: Ledger, symbol: string): OpenPosition | null {
  return ledger.positions.find((position) => position.symbol === symbol) ?? null
}

/** 1 for long, −1 for short. */
export function direction(side: PositionSide): 1 | -1 {
  return side === 'LONG' ? 1 : -1
}
