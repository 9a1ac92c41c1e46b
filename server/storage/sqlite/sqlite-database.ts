import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase, SqlDialect, SqlRow, SqlSession, SqlValue } from '../sql-database.js'
import { SqliteConnection } from './sqlite-connection.js'
import { SqliteReader } from './sqlite-reader.js'

/** How long to wait for the lock of another writer, and between two attempts to get it. */
const patienceMs = 2_000
const retryAfterMs = 5
/** For the short locks of opening, during which this process stands still. */
const busyTimeoutMs = 1_000

const dialect: SqlDialect = {
  countedKey: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  walksRows: false,
  textsIn: (parameter) => `SELECT value FROM json_each(${parameter})`,
}

/**
 * One thread reads. Some more reads than one are on their way to it, so that it goes on while this process is busy. Of
 * searches only one, because whoever comes next waits for it.
 */
const readsAtOnce = { searches: 1, others: 8 }

/**
 * A SQLite file, made where there is none; its folder must be there. Two connections: readers do not see what the writer
 * has not committed yet. Reads run on a thread of their own. Writes run on that of the caller, where a commit waits for
 * the disk.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly dialect = dialect
  readonly readsAtOnce = readsAtOnce
  readonly #writer: SqliteConnection
  readonly #reader: SqliteReader
  #lastWrite: Promise<unknown> = Promise.resolve()

  /** Throws `StoreUnavailable` when the file cannot be opened or written. */
  constructor(path: string) {
    this.#writer = new SqliteConnection(path, { busyTimeoutMs })
    this.#writer.run('PRAGMA journal_mode = WAL')
    // Every commit is on the disk before it is answered, not only safe from a crash of this process.
    this.#writer.run('PRAGMA synchronous = FULL')
    this.#writer.run('PRAGMA foreign_keys = ON')
    // From here on it waits for other writers without holding up this process, which may be theirs.
    this.#writer.run('PRAGMA busy_timeout = 0')
    this.#reader = new SqliteReader(path, { busyTimeoutMs })
  }

  read(sql: string, params?: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.#reader.read(sql, params)
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const written = this.#lastWrite.then(() => this.#write(work))
    this.#lastWrite = written.catch(() => {})
    return written
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lastWrite
    await this.#reader[Symbol.asyncDispose]()
    this.#gatherIntoOneFile()
    this.#writer[Symbol.dispose]()
  }

  /** So that a copy of the file alone holds everything. On a full disk what is kept stays in the log beside it. */
  #gatherIntoOneFile(): void {
    try {
      this.#writer.run('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }

  async #write<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    await this.#begin()
    try {
      const result = await work({ run: (sql, params) => this.#step(sql, params) })
      this.#writer.run('COMMIT')
      return result
    } catch (error) {
      this.#rollBack()
      throw error
    }
  }

  async #begin(): Promise<void> {
    this.#rollBack()
    for (const deadline = performance.now() + patienceMs; ;) {
      try {
        this.#writer.run('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || performance.now() > deadline) throw error
        await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
      }
    }
  }

  // Not without `async`: what the engine throws has to reject.
  async #step(sql: string, params?: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return Promise.resolve(this.#writer.run(sql, params))
  }

  /** SQLite ends a transaction by itself when the disk is full, and then there is nothing left to roll back. */
  #rollBack(): void {
    if (this.#writer.inTransaction) this.#writer.run('ROLLBACK')
  }
}
