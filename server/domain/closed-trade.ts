import type { DecisionOutcome } from './decision.js'
import type { DataSource } from './source.js'
import type { UnixMs } from './units.js'

/** A position from flat to flat, or to the other side; every field is defined in `schema/orders.graphql`. */
export interface ClosedTrade {
  readonly id: string
  readonly accountId: string
  readonly seq: number
  readonly symbol: string
  readonly side: 'LONG' | 'SHORT'
  /** All that was closed. */
  readonly quantityCoin: number
  readonly entryPriceUsd: number
  readonly exitPriceUsd: number
  readonly openedAtMs: UnixMs
  readonly closedAtMs: UnixMs
  /** After fees and funding. */
  readonly pnlUsd: number
  readonly feesUsd: number
  readonly fundingUsd: number
  readonly outcome: Exclude<DecisionOutcome, 'OPEN'>
  readonly source: DataSource
  readonly recordedAtMs: UnixMs
}

/** A trade before the journal gave it its place. */
export type NewClosedTrade = Omit<ClosedTrade, 'seq' | 'recordedAtMs'>
