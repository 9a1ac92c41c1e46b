import type { ChainContract } from './chain-model.js'

export interface StrikeRow {
  readonly strikeUsd: number
  readonly call: ChainContract | null
  readonly put: ChainContract | null
}

/** One row a strike, in the order of the strikes. */
export function toStrikeRows(contracts: readonly ChainContract[]): readonly StrikeRow[] {
  const rows = new Map<number, StrikeRow>()
  for (const contract of contracts) {
    const { strikeUsd, optionKind } = contract
    const row = rows.get(strikeUsd) ?? { strikeUsd, call: null, put: null }
    rows.set(strikeUsd, optionKind === 'CALL' ? { ...row, call: contract } : { ...row, put: contract })
  }
  return [...rows.values()].sort((a, b) => a.strikeUsd - b.strikeUsd)
}

/** The index of the first row whose strike lies at or above the forward: the money line is drawn before it. */
export function moneyIndex(rows: readonly StrikeRow[], forwardUsd: number | null): number | null {
  if (forwardUsd === null || rows.length === 0) return null
  const index = rows.findIndex((row) => row.strikeUsd >= forwardUsd)
  return index === -1 ? rows.length : index
}
