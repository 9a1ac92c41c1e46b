import type { Ledger, OpenPosition } from './ledger.js'

/** The books with this position in the symbol, or with none; positions stay sorted by symbol. */
export function withPosition(ledger: Ledger, symbol: string, position: OpenPosition | null): Ledger {
  const others = ledger.positions.filter((one) => one.symbol !== symbol)
  const positions = position ? [...others, position].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)) : others
  return { ...ledger, positions }
}
