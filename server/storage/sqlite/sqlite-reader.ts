import { Worker } from 'node:worker_threads'
import { StoreUnavailable } from '../journal.js'
import type { SqlRow, SqlValue } from '../sql-database.js'
import { fromSqlite } from './sqlite-errors.js'
import { namedParams } from './sqlite-params.js'

interface Question {
  resolve(rows: readonly SqlRow[]): void
  reject(reason: unknown): void
}

/** How many questions may wait. Clients take turns before they ask here, so these are the server's own. */
export const maxQuestions = 20_000

/** It makes rows and forgets them. With the usual 16 MB it would keep a page of long texts many times over. */
const resourceLimits = { maxYoungGenerationSizeMb: 2 }

/** What the thread answers. */
interface Answer {
  readonly question: number
  readonly rows?: readonly SqlRow[]
  readonly error?: { readonly message: string; readonly errcode?: number }
}

/**
 * One thread reads for all databases of the process, one question after the other. It starts with the first, and does not
 * keep the process alive while nobody waits. When it ends by a fault, what was asked rejects with `StoreUnavailable`, and
 * the next question starts another.
 */
class ReadThread {
  readonly #open = new Map<number, Question>()
  #worker: Worker | null = null
  #asked = 0

  /** Rejects with `StoreUnavailable` when too many wait. */
  ask(message: object): Promise<readonly SqlRow[]> {
    if (this.#open.size >= maxQuestions) return Promise.reject(new StoreUnavailable('SQLite: too many reads wait'))
    return this.tell(message)
  }

  tell(message: object): Promise<readonly SqlRow[]> {
    return new Promise((resolve, reject) => {
      const question = ++this.#asked
      this.#open.set(question, { resolve, reject })
      const worker = (this.#worker ??= this.#start())
      worker.ref()
      worker.postMessage({ ...message, question })
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./read-thread.js', import.meta.url), { resourceLimits })
    worker.on('message', (answer: Answer) => this.#take(answer))
    let why = 'it ended'
    worker.on('error', (error: unknown) => (why = error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => {
      this.#worker = null
      for (const { reject } of this.#open.values()) reject(new StoreUnavailable(`The thread that reads SQLite: ${why}`))
      this.#open.clear()
    })
    return worker
  }

  #take({ question, rows, error }: Answer): void {
    const asked = this.#open.get(question)
    this.#open.delete(question)
    if (this.#open.size === 0) this.#worker?.unref()
    if (rows) asked?.resolve(rows)
    else asked?.reject(fromSqlite(Object.assign(new Error(error?.message), { errcode: error?.errcode })))
  }
}

const thread = new ReadThread()
let readers = 0

/** Reads a SQLite file on a thread of its own, so that a long query holds up other queries and nothing else. */
export class SqliteReader implements AsyncDisposable {
  readonly #file: { readonly reader: number; readonly path: string; readonly busyTimeoutMs: number }

  constructor(path: string, { busyTimeoutMs }: { readonly busyTimeoutMs: number }) {
    this.#file = { reader: ++readers, path, busyTimeoutMs }
  }

  /** Sees what was committed before it was asked. */
  // Not without `async`: what the parameters throw has to reject.
  async read(sql: string, params: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    return await thread.ask({ ...this.#file, sql, params: namedParams(sql, params) })
  }

  /** After what was asked for is answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    await thread.tell({ ...this.#file, isLast: true })
  }
}
