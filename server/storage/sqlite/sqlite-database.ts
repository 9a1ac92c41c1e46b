import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase, SqlDialect, SqlRow, SqlSession, SqlValue } from '../sql-database.js'
import { SqliteThread } from './sqlite-thread.js'
import { busyTimeoutMs, writerHere, type SqliteWriter } from './sqlite-writer.js'

/** How long to wait for the lock of another writer, and between two attempts to get it. */
const patienceMs = 2_000
const retryAfterMs = 5

const dialect: SqlDialect = {
  countedKey: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  withGivenKey: '',
  countFrom: (table, position) => [
    `DELETE FROM sqlite_sequence WHERE name = '${table}'`,
    `INSERT INTO sqlite_sequence (name, seq) VALUES ('${table}', ${position - 1})`,
  ],
  bytes: 'BLOB',
  walksRows: false,
  textsIn: (parameter) => `SELECT value FROM json_each(${parameter})`,
  jsonText: (column, ...keys) => `json_extract(${column}, '$.${keys.join('.')}')`,
}

/**
 * One thread reads. Some more reads than one are on their way to it, so that it goes on while this process is busy. Of
 * searches only one, because whoever comes next waits for it.
 */
const readsAtOnce = { searches: 1, others: 8 }

/** Reads for all databases of the process, so that a long query holds up other queries and nothing else. */
const readThread = new SqliteThread()

/** Reads a SQLite file that is there, beside whoever writes it. */
export function sqliteReader(path: string): Pick<SqlDatabase, 'read'> & AsyncDisposable {
  const reader = readThread.connect({ path, busyTimeoutMs, readOnly: true })
  return {
    read: (sql, params) => reader.run(sql, params),
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  }
}

/**
 * A SQLite file, made where there is none; its folder must be there. Two connections: readers do not see what the writer
 * has not committed yet. Reads run on a thread of their own. Writes run where the writer does: on the thread of the caller,
 * unless another is given.
 */
export class SqliteDatabase implements SqlDatabase {
  readonly dialect = dialect
  readonly readsAtOnce = readsAtOnce
  readonly #writer: SqliteWriter
  readonly #reader: ReturnType<SqliteThread['connect']>
  #lastWrite: Promise<unknown> = Promise.resolve()

  /** Throws `StoreUnavailable` when the file cannot be opened or written. */
  constructor(path: string, writer = writerHere(path)) {
    this.#writer = writer
    this.#reader = readThread.connect({ path, busyTimeoutMs, readOnly: true })
  }

  /** Sees what was committed before it was asked. */
  read(sql: string, params?: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.#reader.run(sql, params)
  }

  transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const written = this.#lastWrite.then(() => this.#write(work))
    this.#lastWrite = written.catch(() => {})
    return written
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lastWrite
    await this.#reader[Symbol.asyncDispose]()
    await this.#gatherIntoOneFile()
    await this.#writer[Symbol.asyncDispose]()
  }

  /** So that a copy of the file alone holds everything. On a full disk what is kept stays in the log beside it. */
  async #gatherIntoOneFile(): Promise<void> {
    try {
      await this.#writer.run('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
    }
  }

  async #write<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    await this.#begin()
    try {
      const result = await work({ run: (sql, params) => this.#writer.run(sql, params) })
      await this.#writer.run('COMMIT')
      return result
    } catch (error) {
      await this.#rollBack()
      throw error
    }
  }

  async #begin(): Promise<void> {
    await this.#rollBack()
    for (const deadline = performance.now() + patienceMs; ;) {
      try {
        await this.#writer.run('BEGIN IMMEDIATE')
        return
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || performance.now() > deadline) throw error
        await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
      }
    }
  }

  /** SQLite ends a transaction by itself when the disk is full, and then there is nothing left to roll back. */
  async #rollBack(): Promise<void> {
    if (this.#writer.inTransaction) await this.#writer.run('ROLLBACK')
  }
}
