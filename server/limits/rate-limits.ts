import type { Source } from './source.js'

/**
 * What is counted over time: operations and requests for the health of the server in a second, writes and new connections in a
 * minute, accounts opened in an hour.
 */
export type Rate = 'operations' | 'health' | 'writes' | 'accounts' | 'new_connections'

/** Port: how often a source did something lately. Several processes may share what it remembers. */
export interface RateLimits {
  /**
   * Counts what a source is about to do. Resolves to null, or to the milliseconds to wait when it did as much as it may.
   * Answers come in the order of the questions.
   */
  take(rate: Rate, source: Source, count: number): Promise<number | null>
}
