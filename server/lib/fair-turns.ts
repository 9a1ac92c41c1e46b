import { setMaxListeners } from 'node:events'
import { nextTick } from 'node:process'
import { LRUCache } from 'lru-cache'
import { NobodyWaits, type Asker } from './asker.js'
import { lastTurnOfNew, TurnOrder, type TurnTaker } from './turn-order.js'
import { UsedTime, type Share } from './used-time.js'

export interface TurnOptions {
  /** Milliseconds that only grow. */
  readonly now: () => number
  readonly ofConnection: Share
  /** Of all connections of a source together. */
  readonly ofSource: Share
}

export interface TurnAsker extends Asker {
  /** Whether nobody waits for the result any more. Asked before `signal`, which may be made only then. */
  readonly hasLeft: boolean
  /** The source is this machine. Then only its connections have shares. */
  readonly isLocal: boolean
}

/** Has whoever waits begin. */
type Begin = () => void

interface Connection extends TurnTaker {
  readonly source: Source
  readonly used: UsedTime
  readonly waiting: Set<Begin>
  /** Whether it waits for its share to pay. */
  isResting: boolean
}

interface Source extends TurnTaker {
  readonly used: UsedTime
  /** Those for which something waits that may begin. */
  readonly connections: TurnOrder<Connection>
  isResting: boolean
}

/** A source that is forgotten begins anew. */
const maxRememberedSources = 20_000
const unbounded: Share = { burstMs: Infinity, share: 1 }

/**
 * Gives the processor to many askers in turn. One piece of work begins in each turn of the event loop, at once if no
 * other waits: how long a piece takes is only known when it is done. The source whose last turn is longest ago has the next
 * one, and within it the connection. Somebody new comes behind all who wait. Whoever has used much waits besides, until the share has paid for it.
 */
export class FairTurns {
  readonly #options: TurnOptions
  readonly #sources = new LRUCache<string, Source>({ max: maxRememberedSources })
  readonly #connections = new WeakMap<object, Connection>()
  /** Sources for which something waits that may begin. */
  readonly #order = new TurnOrder<Source>()
  #turns = 0
  /** Whether a piece of work has begun in this turn of the event loop. */
  #hasBegun = false
  #isDue = false

  constructor(options: TurnOptions) {
    this.#options = options
  }

  /** Resolves when the asker may begin the next piece of work. Rejects with `NobodyWaits` if the asker leaves before. */
  begin(asker: TurnAsker): Promise<void> | undefined {
    if (asker.hasLeft) return Promise.reject(new NobodyWaits())
    const connection = this.#connectionOf(asker)
    if (!this.#hasBegun && this.#order.isEmpty && connection.waiting.size === 0 && hasPaid(connection)) {
      this.#took(connection)
      this.#hasBegun = true
      this.#schedule()
      return undefined
    }
    const { signal } = asker
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#remove(connection, begin)
        reject(new NobodyWaits())
      }
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      // Each piece that waits listens, and they may be many.
      setMaxListeners(0, signal)
      signal.addEventListener('abort', leave)
      this.#add(connection, begin)
    })
  }

  /** Does work of the asker and counts the time that it takes until it waits for something. */
  spend<T>(asker: TurnAsker, work: () => T): T {
    const startMs = this.#options.now()
    try {
      return work()
    } finally {
      this.spent(asker, this.#options.now() - startMs)
    }
  }

  spent(asker: TurnAsker, ms: number): void {
    const { used, source } = this.#connectionOf(asker)
    used.add(ms)
    source.used.add(ms)
  }

  /** Counts the time of what runs from now on, until nothing is left that runs without waiting. */
  spendWhatFollows(asker: TurnAsker): void {
    const startMs = this.#options.now()
    // Node runs a tick that a microtask asks for when all microtasks are done.
    queueMicrotask(() => nextTick(() => this.spent(asker, this.#options.now() - startMs)))
  }

  /** Whether the shares of the asker have paid for all that was used. */
  hasPaid(asker: TurnAsker): boolean {
    return hasPaid(this.#connectionOf(asker))
  }

  /** Which turn the connection of the asker had last. It has another one only when its shares have paid. */
  lastTurn(asker: TurnAsker): number {
    return this.#connectionOf(asker).lastTurn
  }

  /** Milliseconds until the shares of the asker have paid. */
  debtMs(asker: TurnAsker): number {
    const { used, source } = this.#connectionOf(asker)
    return Math.max(used.debtMs, source.used.debtMs)
  }

  #connectionOf({ source: key, connection: named, isLocal }: TurnAsker): Connection {
    const source = this.#sources.get(key) ?? this.#newSource(key, isLocal)
    const known = this.#connections.get(named)
    // A connection can become that of another user.
    if (known?.source === source) return known
    const used = known?.used ?? this.#unused(this.#options.ofConnection)
    const lastTurn = known?.lastTurn ?? lastTurnOfNew(this.#turns)
    const connection = { lastTurn, source, used, waiting: new Set<Begin>(), isResting: false }
    this.#connections.set(named, connection)
    return connection
  }

  #newSource(key: string, isLocal: boolean): Source {
    const used = this.#unused(isLocal ? unbounded : this.#options.ofSource)
    const lastTurn = lastTurnOfNew(this.#turns)
    const source = { lastTurn, used, connections: new TurnOrder<Connection>(), isResting: false }
    this.#sources.set(key, source)
    return source
  }

  #unused(share: Share): UsedTime {
    return new UsedTime(share, this.#options.now)
  }

  #add(connection: Connection, begin: Begin): void {
    if (connection.waiting.size === 0 && !connection.isResting) this.#enter(connection)
    connection.waiting.add(begin)
  }

  #remove(connection: Connection, begin: Begin): void {
    connection.waiting.delete(begin)
    if (connection.waiting.size === 0) this.#leave(connection)
  }

  #enter(connection: Connection): void {
    const { source } = connection
    if (source.connections.isEmpty && !source.isResting) this.#enterSource(source)
    source.connections.add(connection)
  }

  #leave(connection: Connection): void {
    const { source } = connection
    source.connections.delete(connection)
    if (source.connections.isEmpty) this.#order.delete(source)
  }

  #enterSource(source: Source): void {
    this.#order.add(source)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => this.#turn())
  }

  #turn(): void {
    this.#isDue = false
    const connection = this.#next()
    this.#hasBegun = connection !== undefined
    if (!connection) return
    const { source, waiting } = connection
    const [begin] = waiting
    source.connections.delete(connection)
    this.#order.delete(source)
    this.#took(connection)
    if (begin) waiting.delete(begin)
    if (waiting.size > 0) source.connections.add(connection)
    if (!source.connections.isEmpty) this.#order.add(source)
    this.#schedule()
    begin?.()
  }

  #took(connection: Connection): void {
    this.#turns += 1
    connection.lastTurn = this.#turns
    connection.source.lastTurn = this.#turns
  }

  /** The connection that is next. Those whose shares have not paid leave the order until they have. */
  #next(): Connection | undefined {
    for (let source = this.#order.first; source; source = this.#order.first) {
      const connection = source.connections.first
      if (source.used.debtMs > 0) this.#restSource(source)
      else if (!connection || connection.used.debtMs === 0) return connection
      else this.#rest(connection)
    }
    return undefined
  }

  #restSource(source: Source): void {
    this.#order.delete(source)
    source.isResting = true
    later(source.used.debtMs, () => {
      source.isResting = false
      if (!source.connections.isEmpty) this.#enterSource(source)
    })
  }

  #rest(connection: Connection): void {
    this.#leave(connection)
    connection.isResting = true
    later(connection.used.debtMs, () => {
      connection.isResting = false
      if (connection.waiting.size > 0) this.#enter(connection)
    })
  }
}

function later(waitMs: number, act: () => void): void {
  setTimeout(act, Math.ceil(waitMs)).unref()
}

function hasPaid({ used, source }: Connection): boolean {
  return used.debtMs === 0 && source.used.debtMs === 0
}
