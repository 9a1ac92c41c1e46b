import type { TimeSpan } from '../market-history.js'

/** What is wrong with a span of a market. */
export interface Damage extends TimeSpan {
  readonly what: string
}
