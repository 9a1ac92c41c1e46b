import type { Asker } from '../../lib/asker.js'
import { FairQueue } from '../../lib/fair-queue.js'
import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase } from '../sql-database.js'

/** How many reads for clients may wait, and how many of one connection. Of searches as many again. */
export const maxWaitingReads = 20_000
export const maxWaitingReadsOfConnection = 1_000

/** How a database is read, for somebody. */
export interface Reads extends Pick<SqlDatabase, 'dialect' | 'read'> {
  /** As `read`, one piece of a search. */
  readonly search: SqlDatabase['read']
}

/** Left out: for the server itself. It waits for nobody. */
export type ReadsFor = (asker?: Asker) => Reads

/**
 * Has clients take turns in reading. Searches have turns of their own, so that a page waits for one piece of a search and
 * not for as many as there are searches. When the database cannot be reached, what waits is refused at once: nobody must wait
 * for one timeout after the other.
 */
export function readsInTurn(database: SqlDatabase, onRefused: () => void): ReadsFor {
  const { dialect, readsAtOnce } = database
  const bounds = { maxWaiting: maxWaitingReads, maxWaitingOfConnection: maxWaitingReadsOfConnection, onRefused }
  const searches = new FairQueue({ ...bounds, atOnce: readsAtOnce.searches })
  const others = new FairQueue({ ...bounds, atOnce: readsAtOnce.others })
  const read: SqlDatabase['read'] = (sql, params) => database.read(sql, params)
  return (asker) => {
    if (!asker) return { dialect, read, search: read }
    return {
      dialect,
      read: inTurn(others, asker, read),
      search: inTurn(searches, asker, read),
    }
  }
}

function inTurn(queue: FairQueue, asker: Asker, read: SqlDatabase['read']): SqlDatabase['read'] {
  return (sql, params) =>
    queue.run(asker, async () => {
      try {
        const rows = await read(sql, params)
        asker.goesOn?.()
        return rows
      } catch (error) {
        if (error instanceof StoreUnavailable && !error.isReached) queue.refuseWaiting(error)
        throw error
      }
    })
}
