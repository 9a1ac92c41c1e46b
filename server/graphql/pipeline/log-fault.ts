import type { Logger } from '../../lib/logger.js'
import { expectedError } from './expected-errors.js'

/** While the store is away every request says so to its caller; the log does in this time once. */
const quietMs = 60_000

/** Logs the faults of operations that are ours. What callers can act on is no fault; that the store is away is a warning. */
export function logFault(log: Pick<Logger, 'warn' | 'error'>, now: () => number): (error: unknown) => void {
  let warnedAtMs = -Infinity
  const isQuiet = () => now() >= warnedAtMs && now() - warnedAtMs < quietMs
  return (error) => {
    const expected = expectedError(error)
    if (!expected) return log.error({ err: error }, 'An operation failed for a reason of ours')
    if (expected.extensions.code !== 'STORE_UNAVAILABLE' || isQuiet()) return
    warnedAtMs = now()
    log.warn({ err: error }, 'Requests fail because the store cannot be reached or is full')
  }
}
