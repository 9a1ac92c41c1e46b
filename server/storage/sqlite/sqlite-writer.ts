import type { SqlRow, SqlValue } from '../sql-database.js'
import { SqliteConnection } from './sqlite-connection.js'
import { SqliteThread } from './sqlite-thread.js'

/** The one connection of a database that writes. */
export interface SqliteWriter extends AsyncDisposable {
  readonly inTransaction: boolean
  run(sql: string, params?: readonly SqlValue[]): Promise<readonly SqlRow[]>
}

/** For the short locks of opening, during which whoever opens stands still. */
export const busyTimeoutMs = 1_000

const pragmas = [
  'journal_mode = WAL',
  // Every commit is on the disk before it is answered, not only safe from a crash of this process.
  'synchronous = FULL',
  'foreign_keys = ON',
  // From here on it waits for other writers without holding up its thread.
  'busy_timeout = 0',
]

/** Writes on the thread of the caller, where a commit waits for the disk. Throws `StoreUnavailable` when the file cannot be opened. */
export function writerHere(path: string): SqliteWriter {
  const connection = new SqliteConnection(path, { busyTimeoutMs })
  for (const pragma of pragmas) connection.run(`PRAGMA ${pragma}`)
  return {
    get inTransaction() {
      return connection.inTransaction
    },
    // Not without `async`: what the engine throws has to reject.
    run: async (sql, params) => Promise.resolve(connection.run(sql, params)),
    async [Symbol.asyncDispose]() {
      connection[Symbol.dispose]()
      return Promise.resolve()
    },
  }
}

const thread = new SqliteThread()

/** Writes on a thread of its own, one for the process. The file is opened with the first statement. */
export function writerOnThread(path: string): SqliteWriter {
  return thread.connect({ path, busyTimeoutMs, readOnly: false, pragmas })
}
