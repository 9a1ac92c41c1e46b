import { randomUUID } from 'node:crypto'
import { monotonicMs } from './forked.js'
import { openFrameSocket, type FrameSocket } from './frame-socket.js'
import { within } from './within.js'

/** Many sockets that are all to hear the same. */
export interface Audience extends Disposable {
  /** When the last message of the next event came, by `monotonicMs`. Asked for before the event is published. */
  allHaveNext(): Promise<number>
  /** How many messages an event is, over all sockets. */
  readonly messages: number
  /** What all sockets have read so far. */
  wireBytes(): number
  /** What the first socket heard of the last event, when its texts are kept. */
  newest(): readonly string[]
}

/** What a socket says and hears before the events: nothing, graphql-transport-ws, or Socket.IO's. */
export type Dialect = 'plain' | 'graphql' | 'socketio'

export interface AudienceOptions {
  readonly url: string
  readonly clients: number
  readonly dialect: Dialect
  /** What the socket of this number subscribes to, or as many messages as it gets of an event. */
  readonly queries: (socket: number) => readonly string[]
  /** The token that the socket of this number connects with. Left out: none. */
  readonly tokenOf?: (socket: number) => Promise<string>
  /** Whether a subscription begins with the state as it is. */
  readonly snapshot?: boolean
  readonly deflate?: boolean
  readonly keepTexts?: boolean
}

const patienceMs = 60_000
const connectingAtOnce = 200
/** Servers without a snapshot do not say when a subscription has begun; a lost event would be noticed. */
const settleMs = 1_000

/** Connects everybody; ready when each has its subscriptions. */
export async function gather(options: AudienceOptions): Promise<Audience> {
  const crowd = new Crowd(options)
  try {
    await within(patienceMs, 'Connecting', crowd.connect())
  } catch (error) {
    crowd[Symbol.dispose]()
    throw error
  }
  return crowd
}

class Crowd implements Audience {
  messages = 0
  readonly #options: AudienceOptions
  readonly #sockets: FrameSocket[] = []
  #texts: string[] = []
  #missing = 0
  #complete: () => void = () => {}
  #fail: (error: Error) => void = () => {}

  constructor(options: AudienceOptions) {
    this.#options = options
  }

  async connect(): Promise<void> {
    const { clients, snapshot } = this.#options
    for (let from = 0; from < clients; from += connectingAtOnce) {
      const batch = Array.from({ length: Math.min(connectingAtOnce, clients - from) }, (_, index) => from + index)
      const counts = batch.map((socket) => this.#options.queries(socket).length).reduce((sum, one) => sum + one, 0)
      this.messages += counts
      const snapshots = snapshot ? this.#hears(counts) : Promise.resolve(0)
      await Promise.all([...batch.map((socket) => this.#open(socket)), snapshots])
    }
    if (!snapshot) await new Promise((resolve) => setTimeout(resolve, settleMs))
  }

  allHaveNext(): Promise<number> {
    this.#texts = []
    const all = this.#hears(this.messages)
    this.#stayAwake()
    return within(patienceMs, 'An event', all)
  }

  wireBytes(): number {
    return this.#sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0)
  }

  newest(): readonly string[] {
    return this.#texts
  }

  [Symbol.dispose](): void {
    this.#fail = () => {}
    for (const socket of this.#sockets) socket[Symbol.dispose]()
  }

  #hears(messages: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#missing = messages
      this.#fail = reject
      this.#complete = () => resolve(monotonicMs())
    })
  }

  /** A sleeping client is woken by the server's write, at the server's cost; over a network it would not be. */
  #stayAwake(): void {
    if (this.#missing > 0) setImmediate(() => this.#stayAwake())
  }

  async #open(number: number): Promise<void> {
    const { url, deflate = false, dialect, keepTexts, tokenOf } = this.#options
    const token = await tokenOf?.(number)
    const payload = token === undefined ? undefined : { authorization: `Bearer ${token}` }
    const keeps = keepTexts === true && number === 0
    let isFirst = !deflate
    let isSubscribed = dialect === 'plain'
    await new Promise<void>((resolve, reject) => {
      const failed = (error: Error) => {
        reject(error)
        this.#fail(error)
      }
      const socket = openFrameSocket({
        url,
        deflate,
        failed,
        opened: (opened) => {
          if (dialect === 'plain') resolve()
          if (dialect === 'graphql') opened.send(JSON.stringify({ type: 'connection_init', payload }))
        },
        wants: () => keeps || isFirst,
        heard: (payload) => {
          if (isSubscribed && payload?.length !== 1) {
            if (isFirst) {
              isFirst = false
              if (/"errors"|"type":"error"/.test(String(payload))) return failed(new Error(String(payload)))
            }
            if (keeps) this.#texts.push(String(payload))
            return this.#count(failed)
          }
          isSubscribed = this.#greet(socket, number, String(payload))
          if (isSubscribed) resolve()
        },
      })
      this.#sockets.push(socket)
    })
  }

  #count(failed: (error: Error) => void): void {
    this.#missing -= 1
    if (this.#missing === 0) this.#complete()
    if (this.#missing < 0) failed(new Error('The clients heard more than was published'))
  }

  /** Answers what is not an event; true once the socket is subscribed to everything. */
  #greet(socket: FrameSocket, number: number, message: string): boolean {
    if (message.includes('"connection_ack"')) {
      for (const query of this.#options.queries(number))
        socket.send(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: { query } }))
      return true
    }
    // Engine.IO's opening and ping.
    if (message.startsWith('0')) socket.send('40')
    if (message === '2') socket.send('3')
    return message.startsWith('40') || message === '2'
  }
}
