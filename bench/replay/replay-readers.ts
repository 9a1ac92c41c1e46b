import { createHash, type Hash } from 'node:crypto'
import { openFrameSocket, type FrameSocket } from '../support/frame-socket.js'
import { within } from '../support/within.js'

export interface ReadersOptions {
  readonly url: string
  readonly sockets: number
  /** What each socket subscribes to. */
  readonly queries: readonly string[]
  /** Whether the texts of the events of the first socket are hashed and kept. Left out: they are only counted. */
  readonly reads?: boolean
}

/** What is no event is shorter. */
const shortBytes = 60
const patienceMs = 60_000

/** Sockets that read subscriptions of a replay, each of which begins with the state as it is. */
export class ReplayReaders implements Disposable {
  /** How many events came since the first one of each subscription. */
  events = 0
  /** The newest texts of the first socket. */
  readonly texts: string[] = []
  readonly #sockets: FrameSocket[] = []
  readonly #hashes: readonly Hash[]
  #failure: Error | null = null
  #pongs = 0

  private constructor({ queries }: ReadersOptions) {
    this.#hashes = queries.map(() => createHash('sha256'))
  }

  /** Resolves when every subscription has its first event. */
  static async open(options: ReadersOptions): Promise<ReplayReaders> {
    const readers = new ReplayReaders(options)
    for (let socket = 0; socket < options.sockets; socket += 1)
      readers.#open(options, options.reads === true && socket === 0)
    const subscriptions = options.sockets * options.queries.length
    await within(
      patienceMs,
      'Subscribing',
      readers.#until(() => readers.events >= subscriptions),
    )
    readers.events = 0
    return readers
  }

  /** Resolves when the first socket has read all that the server sent it until now. Others may be told of the end before. */
  async haveRead(): Promise<void> {
    const before = this.#pongs
    this.#sockets[0]?.send('{"type":"ping"}')
    await within(
      patienceMs,
      'Reading',
      this.#until(() => this.#pongs > before),
    )
  }

  /** Of the texts of all events of the first socket, by subscription. */
  hash(): string {
    return this.#hashes.map((hash) => hash.copy().digest('hex')).join(' ')
  }

  check(): void {
    if (this.#failure) throw this.#failure
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket[Symbol.dispose]()
  }

  #open({ url, queries }: ReadersOptions, reads: boolean): void {
    const socket = openFrameSocket({
      url,
      deflate: false,
      failed: (error) => (this.#failure ??= error),
      opened: (opened) => opened.send('{"type":"connection_init"}'),
      wants: () => reads,
      heard: (payload) => {
        if (payload !== null && payload.length < shortBytes) {
          if (payload.includes('"pong"')) this.#pongs += 1
          if (!payload.includes('"connection_ack"')) return
          for (const [id, query] of queries.entries())
            socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload: { query } }))
          return
        }
        this.events += 1
        if (reads) this.#read(String(payload))
      },
    })
    this.#sockets.push(socket)
  }

  #read(text: string): void {
    const { id, type } = JSON.parse(text) as { id: string; type: string }
    if (type !== 'next' || text.includes('"errors"')) this.#failure ??= new Error(`Not an event: ${text}`)
    this.#hashes[Number(id)]?.update(text)
    this.texts.push(text)
    this.texts.splice(0, this.texts.length - keptTexts)
  }

  async #until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      this.check()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

/** So many texts are sent over and over by the server that is the floor. */
const keptTexts = 20
