import { Worker } from 'node:worker_threads'
import { StoreUnavailable } from '../journal.js'
import type { SqlRow, SqlValue } from '../sql-database.js'
import { fromSqlite } from './sqlite-errors.js'
import { namedParams } from './sqlite-params.js'

/** How many questions may wait. Clients take turns before they ask here, so these are the server's own. */
export const maxQuestions = 20_000

/** It makes rows and forgets them. With the usual 16 MB it would keep a page of long texts many times over. */
const resourceLimits = { maxYoungGenerationSizeMb: 2 }

export interface ThreadConnectionOptions {
  readonly path: string
  readonly busyTimeoutMs: number
  readonly readOnly: boolean
  /** What is set when the file is opened, without the word PRAGMA. */
  readonly pragmas?: readonly string[]
}

/** What the thread answers. */
interface Answer {
  readonly question: number
  readonly rows?: readonly SqlRow[]
  readonly error?: { readonly message: string; readonly errcode?: number }
  readonly inTransaction: boolean
}

interface Question {
  answer(answer: Answer): void
  reject(reason: unknown): void
}

let connections = 0

/**
 * A thread that runs statements on SQLite files, one after the other. It starts with the first, and does not keep the
 * process alive while nobody waits. When it ends by a fault, what was asked rejects with `StoreUnavailable`, and the next
 * question starts another.
 */
export class SqliteThread {
  readonly #open = new Map<number, Question>()
  #worker: Worker | null = null
  #asked = 0

  /** The file is opened with the first statement, and again with the next one when that fails. */
  connect(options: ThreadConnectionOptions): ThreadConnection {
    const thread = { tell: (message: object) => this.#tell(message), worker: () => this.#worker }
    return new ThreadConnection(thread, { pragmas: [], ...options })
  }

  /** Rejects with `StoreUnavailable` when too many wait. */
  #tell(message: object): Promise<Answer> {
    if (this.#open.size >= maxQuestions && !('isLast' in message)) {
      return Promise.reject(new StoreUnavailable('SQLite: too many statements wait'))
    }
    return new Promise((answer, reject) => {
      const question = ++this.#asked
      this.#open.set(question, { answer, reject })
      const worker = (this.#worker ??= this.#start())
      worker.ref()
      worker.postMessage({ ...message, question })
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./statement-thread.js', import.meta.url), { resourceLimits })
    worker.on('message', (answer: Answer) => this.#take(answer))
    let why = 'it ended'
    worker.on('error', (error: unknown) => (why = error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => {
      this.#worker = null
      for (const { reject } of this.#open.values()) reject(new StoreUnavailable(`The thread of SQLite: ${why}`))
      this.#open.clear()
    })
    return worker
  }

  #take(answer: Answer): void {
    const asked = this.#open.get(answer.question)
    this.#open.delete(answer.question)
    if (this.#open.size === 0) this.#worker?.unref()
    asked?.answer(answer)
  }
}

interface RunningThread {
  tell(message: object): Promise<Answer>
  /** Null while none runs. */
  worker(): Worker | null
}

/** A connection of a thread to a SQLite file. */
class ThreadConnection implements AsyncDisposable {
  readonly #thread: RunningThread
  readonly #options: object
  /** Where a transaction runs. Null: none does. */
  #transactionOn: Worker | null = null

  constructor(thread: RunningThread, options: ThreadConnectionOptions) {
    this.#thread = thread
    this.#options = { ...options, connection: ++connections }
  }

  /** Whether a transaction ran when the last statement was answered. */
  get inTransaction(): boolean {
    return this.#transactionOn !== null
  }

  /** When the thread has ended in the middle of a transaction, the next statement ends that, and rejects with `StoreUnavailable`. */
  // Not without `async`: what the parameters throw has to reject.
  async run(sql: string, params: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    this.#endLostTransaction()
    const message = { ...this.#options, sql, params: namedParams(sql, params) }
    const { rows, error, inTransaction } = await this.#thread.tell(message)
    this.#transactionOn = inTransaction ? this.#thread.worker() : null
    if (rows) return rows
    throw fromSqlite(Object.assign(new Error(error?.message), { errcode: error?.errcode }))
  }

  /** On another thread, what is left of the transaction would be kept without its beginning. */
  #endLostTransaction(): void {
    if (this.#transactionOn === null || this.#transactionOn === this.#thread.worker()) return
    this.#transactionOn = null
    throw new StoreUnavailable('SQLite: the thread ended in the middle of a transaction')
  }

  /** After what was asked for is answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.tell({ ...this.#options, isLast: true })
  }
}
