import { join } from 'node:path'
import { makePrivateFile } from '../../lib/private-file.js'
import { makeFolder } from '../../lib/writable-folder.js'
import { StoreUnavailable } from '../journal.js'
import { waitForLease, type StoreLease } from '../store-lease.js'
import { SqliteConnection } from './sqlite-connection.js'

/**
 * Takes the lease of the folder: a lock on a SQLite file of its own, beside the one with the data, so that others still
 * write there. The system gives it back when the process ends. Rejects with `StoreInUse`.
 */
export async function sqliteLease(dataDir: string): Promise<StoreLease> {
  makeFolder(dataDir)
  const path = join(dataDir, 'gammacast.lock.db')
  makePrivateFile(path)
  const connection = new SqliteConnection(path, { busyTimeoutMs: 0 })
  try {
    await waitForLease(async () => Promise.resolve(lock(connection)))
  } catch (error) {
    connection[Symbol.dispose]()
    throw error
  }
  return {
    hold: () => Promise.resolve(),
    canBeLost: false,
    async [Symbol.asyncDispose]() {
      // The file stays open for a while after it was closed, and with it the lock of a transaction.
      connection.run('ROLLBACK')
      connection[Symbol.dispose]()
      return Promise.resolve()
    },
  }
}

function lock(connection: SqliteConnection): boolean {
  try {
    connection.run('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof StoreUnavailable && error.message.includes('locked')) return false
    throw error
  }
}
