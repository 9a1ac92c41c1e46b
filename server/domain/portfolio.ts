import type { LiveHeader } from './source.js'

/** An account's money, margin and greeks; every field is defined in `schema/accounts.graphql`. */
export interface Portfolio extends LiveHeader {
  readonly accountId: string
  readonly totalValueUsd: number | null
  readonly cashUsd: number | null
  readonly totalDeltaUsd: number | null
  readonly totalGammaUsd: number | null
  readonly totalVegaUsd: number | null
  readonly totalThetaUsd: number | null
  readonly marginUsedUsd: number | null
  readonly marginAvailableUsd: number | null
  readonly maintenanceMarginUsd: number | null
}
