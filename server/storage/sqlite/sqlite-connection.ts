import { DatabaseSync } from '@photostructure/sqlite'
import { checkedParams } from '../checked-params.js'
import type { SqlRow, SqlValue } from '../sql-database.js'
import { fromSqlite } from './sqlite-errors.js'

type Statement = ReturnType<InstanceType<typeof DatabaseSync>['prepare']>

interface Prepared {
  readonly statement: Statement
  readonly parameterCount: number
}

export interface ConnectionOptions {
  readonly readOnly?: boolean
  /** How long to wait for a lock of another process. The whole process waits. */
  readonly busyTimeoutMs: number
}

/** A filter makes another statement for each number of values. */
const maxPrepared = 200

/** One connection to a SQLite file with the prepared statements that were used last. */
export class SqliteConnection implements Disposable {
  readonly #database: InstanceType<typeof DatabaseSync>
  readonly #prepared = new Map<string, Prepared>()

  constructor(path: string, { readOnly = false, busyTimeoutMs }: ConnectionOptions) {
    this.#database = withStoreErrors(() => new DatabaseSync(path, { readOnly, timeout: busyTimeoutMs }))
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  run(sql: string, params: readonly SqlValue[] = []): readonly SqlRow[] {
    return withStoreErrors(() => {
      const { statement, parameterCount } = this.#prepare(sql)
      if (params.length !== parameterCount) {
        throw new RangeError(`Wanted ${parameterCount} parameters, got ${params.length}: ${sql}`)
      }
      return statement.all(named(params)) as SqlRow[]
    })
  }

  /** The file itself stays open until the statements are collected as garbage: the binding cannot end them earlier. */
  [Symbol.dispose](): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    const prepared = known ?? { statement: this.#database.prepare(sql), parameterCount: highestPlaceholder(sql) }
    this.#prepared.delete(sql)
    this.#prepared.set(sql, prepared)
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size > maxPrepared && oldest !== undefined) this.#prepared.delete(oldest)
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

function highestPlaceholder(sql: string): number {
  return Math.max(0, ...Array.from(sql.matchAll(/\$(\d+)/g), ([, number]) => Number(number)))
}

/** To SQLite `$1` is a name like any other. */
function named(params: readonly SqlValue[]): Record<string, SqlValue> {
  return Object.fromEntries(checkedParams(params).map((value, index) => [`$${index + 1}`, value]))
}
