import { buildSchema, GraphQLError, parse } from 'graphql'
import { Fanout } from '../../../server/fanout/fanout.js'
import { iteratedByFanout, type EventSource, type StateSource } from '../../../server/fanout/live-source.js'
import type { ReaderFlow } from '../../../server/fanout/reader-flow.js'
import type { Results, Subscription } from '../../../server/fanout/subscription.js'
import { boundedList, latestByKey } from '../../../server/lib/buffers.js'
import { FairTurns, type TurnAsker } from '../../../server/lib/fair-turns.js'
import { PushIterator } from '../../../server/lib/push-iterator.js'
import type { ReadGate } from '../../../server/lib/read-gate.js'
import { StreamCounts } from '../../../server/metrics/stream-counts.js'
import { settle } from '../manual-clock.js'
import { turnAsker } from '../turn-asker.js'
import { TestSink } from './test-sink.js'

export interface Price {
  readonly seq: number
  readonly usd?: number | Promise<number> | (() => number)
  readonly isChange?: boolean
}

const schema = buildSchema(`
  type Price { seq: Int!, usd: Float, whole: Boolean!, executions: Int!, seenBy: String }
  type Note { id: ID! }
  type Query { none: Int }
  type Subscription { plain: Int, price(refuse: Boolean = false): Price!, changes: Price!, note(after: ID): Note! }
`)

/** Who subscribes, as the resolvers know it. */
interface Reader {
  readonly name: string
  readonly audience: string
  readonly payer?: TurnAsker | undefined
}

interface Options {
  readonly audience?: string
  readonly name?: string
  readonly variables?: object
  readonly payer?: TurnAsker
}

/** A subscription whose results flow to a sink. */
export interface Followed {
  readonly sink: TestSink
  readonly subscription: Subscription
  /** Null: for good. */
  readonly ended: Promise<GraphQLError | null>
}

export const price = 'subscription { price { seq usd } }'
export const changes = 'subscription { changes { seq usd whole } }'
export const note = 'subscription ($after: ID) { note(after: $after) { id } }'

/** A market of one price and a list of notes, which count how often they are looked at. */
export class World {
  maxBytes = Infinity
  readonly counts = new StreamCounts()
  nowMs = 0
  readonly turns = new FairTurns({
    now: () => this.nowMs,
    ofConnection: { burstMs: 100, share: 0.25 },
    ofSource: { burstMs: 100, share: 0.25 },
  })
  readonly fanout = new Fanout({
    counts: this.counts,
    meanings: { places: { note: 'after' }, sets: [] },
    maskError: (error) => this.#mask(error),
    bounds: this.#bounds(),
    sharedContextFor: () => ({ reader: 'anybody' }),
    hold: ({ variableValues }) => {
      this.heldVariables.push(variableValues)
      this.held += 1
      return () => void (this.held -= 1)
    },
    payerOf: (context) => (context as Reader).payer ?? turnAsker('somebody'),
    turns: this.turns,
  })
  /** The variables of each group that was made. */
  readonly heldVariables: unknown[] = []
  /** How many documents of groups are held. */
  held = 0
  price: Price = { seq: 1, usd: 100 }
  executions = 0
  masked = 0
  readers = 0
  breakSource = false
  /** Whether there is no present price. */
  isClosed = false
  /** Why the present price cannot be read. */
  unreadable: Error | null = null
  /** Whether its readers may see less than before, once `withdraw` says so. */
  isPrivate = false
  /** What its readers are told who may no longer see the price. Left out: nobody else. */
  forbidden: Error | null = null
  forbiddenTo: string | null = null
  /** Of prices and notes. */
  flow: ReaderFlow | null = null
  /** Of prices and notes. */
  gate: ReadGate | null = null
  /** How often a reader was checked. */
  checks = 0
  /** Readers who see something else than their audience at first, and the audiences that they are of. */
  readonly moved = new Map<string, string>()
  /** What only an audience sees. */
  readonly priceFor = new Map<string, Price>()
  /** Notes that a single reader may have. */
  readonly noteFor = new Map<string, string>()
  /** What readers had already when a source was read, by `seq`. */
  readonly had: (number | null)[] = []
  /** Whose audience was asked for, and of which it was. */
  readonly asked: string[] = []
  readonly #divisions = new Set<() => void>()
  /** Notes that nobody may see any more. */
  readonly hidden = new Set<string>()
  readonly #withdrawals = new Set<() => void>()
  /** The message of an error that cannot be masked. */
  unmaskable = ''
  /** Whether a note of this id is asked for. */
  isRead: (id: string) => boolean = () => false
  /** What the execution of a note waits for. */
  notesHeld: Promise<void> | null = null
  readonly notes: string[] = []
  readonly #prices = new Set<PushIterator<unknown>>()
  readonly #notes = new Set<PushIterator<{ id: string }>>()

  #bounds() {
    const refusal = () => new GraphQLError('Too long')
    const maxBytes = () => this.maxBytes
    return {
      get maxBytes() {
        return maxBytes()
      },
      refusal,
    }
  }

  constructor() {
    const fields = schema.getSubscriptionType()?.getFields() ?? {}
    Object.assign(fields.plain ?? {}, {
      async *subscribe() {
        yield await Promise.resolve({ plain: 1 })
      },
    })
    Object.assign(fields.price ?? {}, {
      subscribe: (_: unknown, { refuse }: { refuse: boolean }, reader: Reader) => {
        if (refuse) throw new Error('refused')
        return this.#state(reader)
      },
      resolve: (price: Price, _: unknown, context: object) => ({
        ...this.#resolve(price),
        seenBy: JSON.stringify(context),
      }),
    })
    Object.assign(fields.changes ?? {}, {
      subscribe: (_: unknown, __: unknown, reader: Reader) => {
        const { forPresentAudience: _own, ...undivided } = this.#state(reader)
        return { ...undivided, change: (_: Price, after: Price) => ({ ...after, isChange: true }) }
      },
      resolve: (price: Price) => this.#resolve(price),
    })
    Object.assign(fields.note ?? {}, {
      subscribe: (_: unknown, { after }: { after?: string }, reader: Reader) => this.#events(after, reader),
      resolve: (note: unknown) => this.notesHeld?.then(() => note) ?? note,
    })
  }

  set(usd: Price['usd'], announced = true): void {
    this.price = { seq: this.price.seq + 1, ...(usd !== undefined && { usd }) }
    if (announced) this.announce()
  }

  /** From now on the price is another one, and nobody may see the one before. */
  withdraw(usd: number): void {
    this.set(usd, false)
    this.#tellWithdrawal()
  }

  /** From now on nobody may see these notes. */
  hide(...notes: readonly string[]): void {
    for (const note of notes) this.hidden.add(note)
    this.#tellWithdrawal()
  }

  /** From now on a reader sees what another audience sees. */
  divide(reader: string, audience: string): void {
    this.moved.set(reader, audience)
    for (const listener of [...this.#divisions]) listener()
  }

  #tellWithdrawal(): void {
    for (const listener of [...this.#withdrawals]) listener()
  }

  announce(): void {
    for (const reader of this.#prices) reader.push('', this.price)
  }

  say(id: string): void {
    this.notes.push(id)
    this.announceNote(id)
  }

  announceNote(id: string): void {
    for (const reader of this.#notes) reader.push('', { id })
  }

  end(error?: Error): void {
    for (const reader of [...this.#prices, ...this.#notes]) {
      if (error) reader.fail(error)
      else reader.end()
    }
  }

  subscribe(query: string, options: Options = {}) {
    const { audience = 'everyone', name = 'somebody', variables, payer } = options
    const variableValues = (variables as Record<string, unknown>) ?? null
    const contextValue = { name, audience, payer }
    return this.fanout.subscribe({ schema, document: parse(query), variableValues, contextValue })
  }

  async begin(query: string, options?: Options): Promise<Subscription> {
    return (await this.subscribe(query, options)) as Subscription
  }

  /** Subscribes, to ask for one result at a time. */
  async pull(query: string, options?: Options): Promise<Results> {
    return (await this.begin(query, options))[Symbol.asyncIterator]()
  }

  /** Subscribes and lets events flow, as graphql-ws does by asking for the next one. */
  async follow(query: string, options?: Options): Promise<Followed> {
    const sink = new TestSink()
    const subscription = await this.begin(query, options)
    subscription.deliverTo(sink)
    await settle()
    return { sink, subscription, ended: sink.end }
  }

  #check(name: string): void {
    this.checks += 1
    if (this.forbidden && (this.forbiddenTo ?? name) === name) throw this.forbidden
  }

  #mask(error: unknown): GraphQLError {
    this.masked += 1
    const { message } = error as GraphQLError
    if (message === this.unmaskable) throw new Error(`cannot mask "${message}"`)
    return error as GraphQLError
  }

  #resolve(price: Price) {
    this.executions += 1
    return { ...price, whole: price.isChange !== true, executions: this.executions }
  }

  #state({ name, audience: first }: Reader): StateSource<Price> {
    const audience = this.moved.get(name) ?? first
    const price = () => this.priceFor.get(audience) ?? this.price
    const states = async function* (this: World, signal: AbortSignal, has?: Price) {
      this.had.push(has?.seq ?? null)
      if (this.breakSource) throw new Error('broken')
      const reader = this.#attach(
        this.#prices,
        new PushIterator(latestByKey(), () => this.#detach(this.#prices, reader)),
        signal,
      )
      yield price()
      for await (const _ of reader) yield price()
    }.bind(this)
    return {
      kind: 'STATE',
      field: 'price',
      audience,
      states,
      current: () => {
        if (this.unreadable) throw this.unreadable
        return this.isClosed ? null : price()
      },
      ...(this.flow && { flow: this.flow }),
      ...(this.gate && { gate: this.gate }),
      reader: { audience: () => name, check: () => this.#check(name) },
      onDivision: (listener, signal) => {
        this.#divisions.add(listener)
        signal.addEventListener('abort', () => this.#divisions.delete(listener))
      },
      forPresentAudience: () => {
        this.asked.push(`${name} of ${audience}`)
        if (this.moved.get(name) === 'nothing') throw new Error('no such audience')
        return this.#state({ name, audience: first })
      },
      ...(this.isPrivate && { onWithdrawal: (listener: () => void) => void this.#withdrawals.add(listener) }),
      [Symbol.asyncIterator]: iteratedByFanout,
    }
  }

  #events(after: string | undefined, { name }: Reader): EventSource<{ id: string }> {
    const news = (signal: AbortSignal, isRead: (audience: string) => boolean) => {
      this.isRead = isRead
      const reader: PushIterator<{ id: string }> = this.#attach(
        this.#notes,
        new PushIterator(boundedList(5_000), () => this.#detach(this.#notes, reader)),
        signal,
      )
      return reader
    }
    const missed = async function* (this: World) {
      if (after === 'unknown') throw new Error('no such note')
      for (let at = this.notes.indexOf(after ?? '') + 1; at < this.notes.length; at += 1) {
        yield await Promise.resolve({ id: this.notes[at] ?? '' })
      }
    }.bind(this)
    return {
      kind: 'EVENTS',
      field: 'note',
      audience: 'everyone',
      news,
      missed: after === undefined ? null : missed,
      ...(after !== undefined && { after }),
      idOf: ({ id }) => id,
      audienceOf: ({ id }) => id,
      ...(this.flow && { flow: this.flow }),
      ...(this.gate && { gate: this.gate }),
      isOf: (id) => !this.hidden.has(id) && (this.noteFor.get(id) ?? name) === name,
      reader: { audience: () => name, check: () => this.#check(name) },
      ...(this.isPrivate && { onWithdrawal: (listener: () => void) => void this.#withdrawals.add(listener) }),
      [Symbol.asyncIterator]: iteratedByFanout,
    }
  }

  #attach<R extends PushIterator<never> | PushIterator<unknown> | PushIterator<{ id: string }>>(
    readers: Set<R>,
    reader: R,
    signal: AbortSignal,
  ): R {
    readers.add(reader)
    this.readers += 1
    signal.addEventListener('abort', () => reader.end())
    return reader
  }

  #detach<R>(readers: Set<R>, reader: R): void {
    if (readers.delete(reader)) this.readers -= 1
  }
}
