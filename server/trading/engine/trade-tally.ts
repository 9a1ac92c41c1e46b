import type { PositionSide } from '../../domain/position.js'

export interface SideTally {
  readonly closed: number
  readonly won: number
  readonly pnlUsd: number
}

/** Closed trades; results are after fees and funding, `lostUsd` is positive. A trade that came out even neither won nor lost. */
export interface TradeTally {
  readonly closed: number
  readonly won: number
  readonly lost: number
  readonly wonUsd: number
  readonly lostUsd: number
  readonly long: SideTally
  readonly short: SideTally
}

const noSide: SideTally = { closed: 0, won: 0, pnlUsd: 0 }

export const noTrades: TradeTally = { closed: 0, won: 0, lost: 0, wonUsd: 0, lostUsd: 0, long: noSide, short: noSide }

/** Counts a closed trade with its result in USD. */
export function addTrade(trades: TradeTally, side: PositionSide, resultUsd: number): TradeTally {
  return {
    closed: trades.closed + 1,
    won: trades.won + (resultUsd > 0 ? 1 : 0),
    lost: trades.lost + (resultUsd < 0 ? 1 : 0),
    wonUsd: trades.wonUsd + Math.max(resultUsd, 0),
    lostUsd: trades.lostUsd + Math.max(-resultUsd, 0),
    long: side === 'LONG' ? addToSide(trades.long, resultUsd) : trades.long,
    short: side === 'SHORT' ? addToSide(trades.short, resultUsd) : trades.short,
  }
}

function addToSide({ closed, won, pnlUsd }: SideTally, resultUsd: number): SideTally {
  return { closed: closed + 1, won: won + (resultUsd > 0 ? 1 : 0), pnlUsd: pnlUsd + resultUsd }
}
