import type { SqlDatabase } from './sql-database.js'

/** Another server holds the store: two would overwrite each other's books. */
export class StoreInUse extends Error {
  override readonly name = 'StoreInUse'
}

/** The right to be the only server on a store, until disposed or the process ends, however it does. */
export interface StoreLease extends AsyncDisposable {
  /** Resolves while it is held; takes it again when it was lost. Rejects with `StoreUnavailable` when that fails. */
  hold(): Promise<void>
}

/** How long a server that starts waits for the one before it to end. */
const patienceMs = 1_500
const retryAfterMs = 50

/** Tries until it has it. Rejects with `StoreInUse`. */
export async function waitForLease(tryToTake: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + patienceMs; !(await tryToTake());) {
    if (performance.now() > deadline) throw new StoreInUse('another server uses this store; there can be only one')
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
  }
}

/** The database, written only while the lease is held; disposing gives it back. */
export function leased(database: SqlDatabase, lease: StoreLease): SqlDatabase {
  return {
    dialect: database.dialect,
    read: (sql, params) => database.read(sql, params),
    async transaction(work) {
      await lease.hold()
      return database.transaction(work)
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await lease[Symbol.asyncDispose]()
    },
  }
}
