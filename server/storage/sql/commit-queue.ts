import { setImmediate as nextTurn } from 'node:timers/promises'
import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'

const defaultMaxBatch = 200

interface Task {
  /** Does the work. The function that it answers tells the caller, after the commit. */
  readonly attempt: (session: SqlSession) => Promise<TellCaller>
  readonly reject: (reason: unknown) => void
}

type TellCaller = () => void

/**
 * Brings pieces of work into the database, in the order in which they were asked for. Those of the same turn, and those
 * that come while a transaction runs, share the next one and with it the wait for the disk; each has a savepoint, so one
 * that throws leaves nothing and the others stay. Each is answered after the commit.
 *
 * When the database is not available, the work at hand and all that waits behind it is refused at once: whoever asks must
 * not wait for one timeout after the other.
 */
export class CommitQueue implements AsyncDisposable {
  readonly #database: SqlDatabase
  readonly #maxBatch: number
  #waiting: Task[] = []
  #draining: Promise<void> | null = null
  #closed = false

  constructor(database: SqlDatabase, { maxBatch = defaultMaxBatch }: { readonly maxBatch?: number } = {}) {
    this.#database = database
    this.#maxBatch = maxBatch
  }

  /** Rejects with what `work` throws, or with `StoreUnavailable`; nothing of the work is kept then. */
  run<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The store was closed'))
    return new Promise<T>((resolve, reject) => {
      const attempt = async (session: SqlSession) => {
        const result = await work(session)
        return () => resolve(result)
      }
      this.#waiting.push({ attempt, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Takes no more work and ends when that which waits is done. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  async #drain(): Promise<void> {
    // Waits for the next turn: all work of this turn shares a transaction, and other work runs between two of them.
    await nextTurn()
    while (this.#waiting.length > 0) {
      await this.#commit(this.#waiting.splice(0, this.#maxBatch))
      await nextTurn()
    }
    this.#draining = null
  }

  async #commit(batch: readonly Task[]): Promise<void> {
    try {
      const outcomes = await this.#database.transaction((session) => attemptEach(batch, session))
      for (const tell of outcomes) tell()
    } catch (error) {
      for (const { reject } of batch) reject(error)
      if (error instanceof StoreUnavailable) this.#refuseWaiting(error)
    }
  }

  /** These were not begun, whatever became of the transaction before them. */
  #refuseWaiting({ message, cause }: StoreUnavailable): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new StoreUnavailable(message, { cause }))
  }
}

async function attemptEach(batch: readonly Task[], session: SqlSession): Promise<TellCaller[]> {
  const outcomes: TellCaller[] = []
  for (const task of batch) outcomes.push(await attemptOne(task, session))
  return outcomes
}

async function attemptOne({ attempt, reject }: Task, session: SqlSession): Promise<TellCaller> {
  await session.run('SAVEPOINT one')
  try {
    const tell = await attempt(session)
    await session.run('RELEASE SAVEPOINT one')
    return tell
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    await session.run('ROLLBACK TO SAVEPOINT one')
    await session.run('RELEASE SAVEPOINT one')
    return () => reject(error)
  }
}
