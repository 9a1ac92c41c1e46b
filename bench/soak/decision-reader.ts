import { within } from '../support/within.js'
import { StreamSocket } from './stream-socket.js'

const answerMs = 15_000
const query = 'subscription ($after: ID, $account: [ID!]) { newDecision(after: $after, account: $account) { id seq } }'

interface Message {
  readonly type: string
  readonly payload?: { readonly data?: { readonly newDecision: { readonly id: string; readonly seq: number } } }
}

/** Follows decisions from behind one on, over one connection after the other. */
export class DecisionReader {
  readonly ids: string[] = []
  readonly #url: string
  readonly #after: string
  /** Half of them follow one account, which here makes all decisions. */
  readonly #account: string | null
  #stream: StreamSocket | null = null

  constructor(url: string, after: string, account: string | null) {
    this.#url = url
    this.#after = after
    this.#account = account
  }

  /** Resumes behind the last decision that it has. Rejects when nobody is there. */
  async connect(): Promise<void> {
    const stream = new StreamSocket({ url: this.#url, heard: this.#heard })
    try {
      await within(answerMs, 'Connecting', Promise.race([stream.init(), stream.closed.then(gone)]))
    } catch (error) {
      stream[Symbol.dispose]()
      throw error
    }
    this.#stream = stream
    stream.subscribe('1', { query, variables: { after: this.ids.at(-1) ?? this.#after, account: this.#account } })
  }

  /** Resolves when the connection is no more. */
  async lost(): Promise<void> {
    await this.#stream?.closed
  }

  disconnect(): void {
    const { socket } = this.#stream ?? {}
    // Whatever was read but not yet handed over belongs to a connection that is no more.
    socket?.removeAllListeners('message')
    socket?.terminate()
  }

  readonly #heard = (message: Buffer) => {
    const { type, payload } = JSON.parse(message.toString()) as Message
    const decision = payload?.data?.newDecision
    if (type !== 'next' || !decision) throw new Error(`Not a decision: ${message.toString()}`)
    this.ids.push(decision.id)
  }
}

function gone(): never {
  throw new Error('The connection was closed')
}

/** How many a reader has not, has more than once, and has behind a later one. */
export function faultsOf(ids: readonly string[], made: readonly string[]) {
  const seen = new Set(ids)
  const numbers = new Map(made.map((id, number) => [id, number]))
  const outOfOrder = ids.filter((id, at) => at > 0 && (numbers.get(id) ?? -1) <= (numbers.get(ids[at - 1] ?? '') ?? -1))
  return {
    missing: made.filter((id) => !seen.has(id)).length,
    repeated: ids.length - seen.size,
    outOfOrder: outOfOrder.length,
  }
}
