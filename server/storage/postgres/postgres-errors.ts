import { DatabaseError } from 'pg'
import { StoreUnavailable } from '../journal.js'

/**
 * SQLSTATEs and their classes that come and go with the server: lost connections, resources (a full disk, too many
 * connections), a server that stops or starts, its disk, a cancelled statement, and a replica that takes no writes.
 */
const passing = /^(08|53|57P|58|57014|25006)/
const cancelled = '57014'

/** An error of a statement as the store tells it. Whatever the server did not say itself is a lost connection. */
export function fromPostgres(error: unknown, { outcomeUnknown = false } = {}): unknown {
  if (!isPassing(error)) return error
  const reason = error instanceof Error ? error.message || error.name : String(error)
  const isReached = error instanceof DatabaseError && error.code === cancelled
  return new StoreUnavailable(`PostgreSQL: ${reason}`, { cause: error, outcomeUnknown, isReached })
}

function isPassing(error: unknown): boolean {
  return !(error instanceof DatabaseError) || passing.test(error.code ?? '')
}
