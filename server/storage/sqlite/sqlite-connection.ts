import { DatabaseSync } from '@photostructure/sqlite'
import { LRUCache } from 'lru-cache'
import type { SqlRow, SqlValue } from '../sql-database.js'
import { fromSqlite } from './sqlite-errors.js'
import { namedParams } from './sqlite-params.js'

type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>

export interface ConnectionOptions {
  /** How long to wait for a lock of another process. The whole process waits. */
  readonly busyTimeoutMs: number
}

/** Inserts make another statement for each number of rows. */
const maxPrepared = 200

/** One connection to a SQLite file with the prepared statements that were used last. */
export class SqliteConnection implements Disposable {
  readonly #database: InstanceType<typeof DatabaseSync>
  readonly #prepared = new LRUCache<string, Statement>({ max: maxPrepared })

  constructor(path: string, { busyTimeoutMs }: ConnectionOptions) {
    this.#database = withStoreErrors(() => new DatabaseSync(path, { timeout: busyTimeoutMs }))
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  run(sql: string, params: readonly SqlValue[] = []): readonly SqlRow[] {
    return withStoreErrors(() => this.#prepare(sql).all(namedParams(sql, params)) as SqlRow[])
  }

  /** The file itself stays open until the statements are collected as garbage: the binding cannot end them earlier. */
  [Symbol.dispose](): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare(sql: string): Statement {
    const known = this.#prepared.get(sql)
    if (known) return known
    const prepared = this.#database.prepare(sql)
    this.#prepared.set(sql, prepared)
    return prepared
  }
}

/** Calls `work`, and throws what SQLite throws as `fromSqlite` has it. */
function withStoreErrors<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fromSqlite(error)
  }
}
