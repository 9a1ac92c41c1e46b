import type { UnixMs } from './units.js'

/** How far the past of the agents' accounts is made; every field is defined in `schema/status.graphql`. */
export interface WarmUpFacts {
  readonly kind: 'FIRST_START' | 'CATCH_UP'
  readonly state: 'RUNNING' | 'DONE' | 'FAILED'
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly reachedMs: UnixMs
  readonly priceIntervalMs: number
  readonly optionsIntervalMs: number
  readonly decisionIntervalMs: number
}
