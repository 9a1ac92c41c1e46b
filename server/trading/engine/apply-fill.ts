import type { ExitPlan } from '../../domain/position.js'
import type { UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import type { Ledger, OpenPosition, PositionSide, TradeTally } from './ledger.js'
import { direction, findPosition } from './ledger.js'

/** A trade that took place. `leverage` and `exitPlan` are those of the position it opens or enlarges. */
export interface Fill {
  readonly symbol: string
  readonly side: 'BUY' | 'SELL'
  readonly quantityCoin: number
  readonly priceUsd: number
  readonly feeUsd: number
  readonly leverage: number
  readonly exitPlan: ExitPlan | null
  /** By the clock of the market. */
  readonly timeMs: UnixMs
}

/**
 * The books after a fill. On the side of the position it enlarges it; against it, it closes as much as there is and
 * opens the rest the other way, the fee split by quantity. Throws a RangeError for a fill that cannot have happened.
 */
export function applyFill(ledger: Ledger, fill: Fill): Ledger {
  if (!isPossible(fill)) throw new RangeError('A fill needs a positive quantity and price, a fee and a leverage from 1')
  const held = findPosition(ledger, fill.symbol)
  if (!held || held.side === sideOf(fill)) return enter(ledger, held, fill)
  const closing = Math.min(fill.quantityCoin, held.quantityCoin)
  const opening = roundTo(fill.quantityCoin - closing, 8)
  const closingFeeUsd = (fill.feeUsd * closing) / fill.quantityCoin
  const closed = reduce(ledger, held, { ...fill, quantityCoin: closing, feeUsd: closingFeeUsd })
  if (opening === 0) return closed
  return enter(closed, null, { ...fill, quantityCoin: opening, feeUsd: fill.feeUsd - closingFeeUsd })
}

/** The side of the position that a fill opens or enlarges. */
export function sideOf(fill: Pick<Fill, 'side'>): PositionSide {
  return fill.side === 'BUY' ? 'LONG' : 'SHORT'
}

function isPossible({ quantityCoin, priceUsd, feeUsd, leverage }: Fill): boolean {
  const finite = [quantityCoin, priceUsd, feeUsd, leverage].every(Number.isFinite)
  return finite && quantityCoin > 0 && priceUsd > 0 && feeUsd >= 0 && leverage >= 1
}

function enter(ledger: Ledger, held: OpenPosition | null, fill: Fill): Ledger {
  const entered: OpenPosition = {
    symbol: fill.symbol,
    side: sideOf(fill),
    quantityCoin: fill.quantityCoin,
    entryPriceUsd: fill.priceUsd,
    leverage: fill.leverage,
    openedAtMs: fill.timeMs,
    exitPlan: fill.exitPlan,
    tradeResultUsd: -fill.feeUsd,
  }
  const position = held ? combine(held, entered) : entered
  return { ...withPosition(ledger, fill.symbol, position), feesUsd: ledger.feesUsd + fill.feeUsd }
}

/** Margins add up, so the leverage of both together is their notional over the sum. */
function combine(held: OpenPosition, added: OpenPosition): OpenPosition {
  const heldUsd = held.quantityCoin * held.entryPriceUsd
  const addedUsd = added.quantityCoin * added.entryPriceUsd
  return {
    ...held,
    quantityCoin: roundTo(held.quantityCoin + added.quantityCoin, 8),
    entryPriceUsd: (heldUsd + addedUsd) / (held.quantityCoin + added.quantityCoin),
    leverage: (heldUsd + addedUsd) / (heldUsd / held.leverage + addedUsd / added.leverage),
    exitPlan: added.exitPlan ?? held.exitPlan,
    tradeResultUsd: held.tradeResultUsd + added.tradeResultUsd,
  }
}

function reduce(ledger: Ledger, held: OpenPosition, fill: Fill): Ledger {
  const pnlUsd = direction(held.side) * fill.quantityCoin * (fill.priceUsd - held.entryPriceUsd)
  const tradeResultUsd = held.tradeResultUsd + pnlUsd - fill.feeUsd
  const quantityCoin = roundTo(held.quantityCoin - fill.quantityCoin, 8)
  const flat = quantityCoin === 0
  return {
    ...withPosition(ledger, held.symbol, flat ? null : { ...held, quantityCoin, tradeResultUsd }),
    realizedPnlUsd: ledger.realizedPnlUsd + pnlUsd,
    feesUsd: ledger.feesUsd + fill.feeUsd,
    trades: flat ? tally(ledger.trades, tradeResultUsd) : ledger.trades,
  }
}

function withPosition(ledger: Ledger, symbol: string, position: OpenPosition | null): Ledger {
  const others = ledger.positions.filter((one) => one.symbol !== symbol)
  const positions = position ? [...others, position].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)) : others
  return { ...ledger, positions }
}

function tally(trades: TradeTally, resultUsd: number): TradeTally {
  return {
    closed: trades.closed + 1,
    won: trades.won + (resultUsd > 0 ? 1 : 0),
    wonUsd: trades.wonUsd + Math.max(resultUsd, 0),
    lostUsd: trades.lostUsd + Math.max(-resultUsd, 0),
  }
}
