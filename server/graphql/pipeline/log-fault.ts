import type { Logger } from '../../lib/logger.js'
import { expectedError } from './expected-errors.js'

/** While the store is away, every request tells its caller. The log gets one line in this time. */
const quietMs = 60_000

/** Logs faults of ours. An error that callers can act on is not a fault. A store that is away is a warning. */
export function logFault(log: Pick<Logger, 'warn' | 'error'>, now: () => number): (error: unknown) => void {
  let warnedAtMs = -Infinity
  const isQuiet = () => now() >= warnedAtMs && now() - warnedAtMs < quietMs
  return (error) => {
    const expected = expectedError(error)
    if (!expected) return log.error({ err: error }, 'An operation failed for a reason of ours')
    if (expected.extensions.code !== 'STORE_UNAVAILABLE' || isQuiet()) return
    warnedAtMs = now()
    log.warn({ err: error }, 'Requests fail because the store cannot be reached, is full or takes too long')
  }
}
