import { setMaxListeners } from 'node:events'
import { LRUCache } from 'lru-cache'
import { NobodyWaits, TooMuchWaits, type Asker } from './asker.js'
import { lastTurnOfNew, TurnOrder, type TurnTaker } from './turn-order.js'

export interface FairQueueOptions {
  /** How many pieces of work run at a time, if each takes one place. */
  readonly atOnce: number
  readonly maxWaiting: number
  readonly maxWaitingOfConnection: number
  /** Called for each piece of work that is refused. */
  readonly onRefused: () => void
}

interface Piece {
  readonly connection: Connection
  readonly places: number
  run(): Promise<void>
  refuse(why: Error): void
}

interface Connection extends TurnTaker {
  readonly source: Source
  /** What waits. */
  readonly pieces: Set<Piece>
}

interface Source extends TurnTaker {
  /** Those for which something waits. */
  readonly connections: TurnOrder<Connection>
  waiting: number
}

/** A source whose last turn was forgotten is like one that never had any. */
const maxRememberedSources = 20_000

/**
 * Does work for many askers, of which only a few pieces can run at a time. The source whose last turn is longest ago has
 * the next one, and within it the connection. Somebody new comes behind all who wait. So nobody waits for all that another
 * one asks for, nor for those who come later. When too much waits, the source with most of it gives way.
 */
export class FairQueue {
  readonly #options: FairQueueOptions
  readonly #sources = new LRUCache<string, Source>({ max: maxRememberedSources })
  readonly #connections = new WeakMap<object, Connection>()
  readonly #order = new TurnOrder<Source>()
  #turns = 0
  #waiting = 0
  /** Places that are taken by what runs. */
  #taken = 0

  constructor(options: FairQueueOptions) {
    this.#options = options
  }

  /**
   * Rejects with what `work` throws, with `NobodyWaits`, with `TooMuchWaits` or as `refuseWaiting` says. Work that has begun
   * is not broken off. `places`: how many it takes of those that `atOnce` says. It runs alone when it takes more.
   */
  run<T>(asker: Asker, work: () => Promise<T>, places = 1): Promise<T> {
    const { signal } = asker
    if (signal.aborted) return Promise.reject(new NobodyWaits())
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        this.#remove(piece)
        reject(new NobodyWaits())
        // It may have waited for more places than those behind it need.
        this.#begin()
      }
      const piece: Piece = {
        connection: this.#connectionOf(asker),
        places,
        run() {
          signal.removeEventListener('abort', leave)
          return work().then(resolve, reject)
        },
        refuse: (why) => {
          signal.removeEventListener('abort', leave)
          this.#remove(piece)
          reject(why)
        },
      }
      // Each piece that waits listens, and they may be many.
      setMaxListeners(0, signal)
      signal.addEventListener('abort', leave)
      this.#add(piece)
      this.#begin()
      this.#keepBounds(piece)
    })
  }

  /** Rejects all that waits. */
  refuseWaiting(why: Error): void {
    for (let piece = this.#first; piece; piece = this.#first) piece.refuse(why)
  }

  get #first(): Piece | undefined {
    const [piece] = this.#order.first?.connections.first?.pieces ?? []
    return piece
  }

  #begin(): void {
    for (let piece = this.#first; piece && this.#hasRoomFor(piece); piece = this.#first) {
      const { places } = piece
      this.#takeTurn(piece)
      this.#taken += places
      void piece.run().finally(() => {
        this.#taken -= places
        this.#begin()
      })
    }
  }

  #hasRoomFor({ places }: Piece): boolean {
    return this.#taken === 0 || this.#taken + places <= this.#options.atOnce
  }

  #takeTurn(piece: Piece): void {
    const { connection } = piece
    const { source } = connection
    this.#remove(piece)
    source.connections.delete(connection)
    this.#order.delete(source)
    this.#turns += 1
    connection.lastTurn = this.#turns
    source.lastTurn = this.#turns
    if (connection.pieces.size > 0) source.connections.add(connection)
    if (!source.connections.isEmpty) this.#order.add(source)
  }

  #connectionOf({ source: key, connection: named }: Asker): Connection {
    const lastTurn = lastTurnOfNew(this.#turns)
    const source = this.#sources.get(key) ?? { lastTurn, connections: new TurnOrder<Connection>(), waiting: 0 }
    this.#sources.set(key, source)
    const known = this.#connections.get(named)
    // A connection can become that of another user.
    if (known?.source === source) return known
    const connection = { lastTurn: known?.lastTurn ?? lastTurn, source, pieces: new Set<Piece>() }
    this.#connections.set(named, connection)
    return connection
  }

  #add(piece: Piece): void {
    const { connection } = piece
    const { source, pieces } = connection
    if (source.connections.isEmpty) this.#order.add(source)
    if (pieces.size === 0) source.connections.add(connection)
    pieces.add(piece)
    source.waiting += 1
    this.#waiting += 1
  }

  #remove(piece: Piece): void {
    const { connection } = piece
    const { source, pieces } = connection
    if (!pieces.delete(piece)) return
    source.waiting -= 1
    this.#waiting -= 1
    if (pieces.size === 0) source.connections.delete(connection)
    if (source.connections.isEmpty) this.#order.delete(source)
  }

  /** After the piece was added. */
  #keepBounds(newest: Piece): void {
    const { maxWaiting, maxWaitingOfConnection } = this.#options
    if (newest.connection.pieces.size > maxWaitingOfConnection) this.#refuse(newest, maxWaitingOfConnection)
    if (this.#waiting <= maxWaiting) return
    const source = this.#order.largest(({ waiting }) => waiting)
    const connection = source?.connections.largest(({ pieces }) => pieces.size)
    const given = [...(connection?.pieces ?? [])].at(-1)
    if (given) this.#refuse(given, maxWaiting)
  }

  #refuse(piece: Piece, allowed: number): void {
    piece.refuse(new TooMuchWaits(allowed))
    this.#options.onRefused()
    this.#begin()
  }
}
