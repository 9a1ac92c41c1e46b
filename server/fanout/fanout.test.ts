import { buildSchema, GraphQLError, parse, type ExecutionResult } from 'graphql'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { turnAsker } from '../../tests/support/turn-asker.js'
import { boundedList, latestByKey } from '../lib/buffers.js'
import { FairTurns, type TurnAsker } from '../lib/fair-turns.js'
import { PushIterator } from '../lib/push-iterator.js'
import { StreamCounts } from '../metrics/stream-counts.js'
import { maxWaitingEvents, readAhead } from './event-member.js'
import { Fanout } from './fanout.js'
import { FellBehind, iteratedByFanout, type EventSource, type StateSource } from './live-source.js'
import type { Takeable } from './member.js'
import type { Results, Sink, Subscription } from './subscription.js'

interface Price {
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

/** A market of one price and a list of notes, which count how often they are looked at. */
class World {
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
    maskError: this.mask.bind(this),
    bounds: this.#bounds(),
    sharedContext: { reader: 'anybody' },
    hold: () => {
      this.held += 1
      return () => void (this.held -= 1)
    },
    payerOf: (context) => (context as Reader).payer ?? turnAsker('somebody'),
    turns: this.turns,
  })
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

  subscribe(query: string, options: { audience?: string; name?: string; variables?: object; payer?: TurnAsker } = {}) {
    const { audience = 'everyone', name = 'somebody', variables, payer } = options
    const variableValues = (variables as Record<string, unknown>) ?? null
    const contextValue = { name, audience, payer }
    return this.fanout.subscribe({ schema, document: parse(query), variableValues, contextValue })
  }

  #check(name: string): void {
    this.checks += 1
    if (this.forbidden && (this.forbiddenTo ?? name) === name) throw this.forbidden
  }

  private mask(error: unknown): GraphQLError {
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

/** A socket that writes when it is told to. */
class TestSink implements Sink {
  ready = true
  closed = false
  wakes = 0
  readonly got: { seq?: number; usd?: number; whole?: boolean; executions?: number; id?: string }[] = []
  readonly jsons: string[] = []
  readonly ends: (GraphQLError | null)[] = []
  #tellEnd: (error: GraphQLError | null) => void = () => {}
  /** Resolves when its stream is over. */
  readonly end = new Promise<GraphQLError | null>((resolve) => (this.#tellEnd = resolve))
  #member: Takeable | null = null

  wake(member: Takeable): void {
    this.#member = member
    this.wakes += 1
    if (this.ready) this.flush()
  }

  ended(error: GraphQLError | null): void {
    this.ends.push(error)
    this.#tellEnd(error)
  }

  fellBehind(): void {
    this.closed = true
    this.ended(null)
  }

  /** Takes what waits, at most so many. */
  flush(most = Infinity): void {
    for (let taken = 0; taken < most; taken += 1) {
      const payload = this.#member?.take()
      if (!payload) return
      this.jsons.push(payload.json)
      this.got.push(Object.values(payload.result.data ?? {})[0] as (typeof this.got)[number])
    }
  }

  /** Bytes that wait for it and for nobody else. */
  get ownBytes() {
    return this.#member?.ownBytes
  }

  get ids() {
    return this.got.map(({ id }) => id)
  }

  get seqs() {
    return this.got.map(({ seq }) => seq)
  }
}

const fail = (message: string) => {
  throw new Error(message)
}
/** The id of a note whose result has so many bytes. */
const ofBytes = (bytes: number, letter: string) => {
  const left = bytes - Buffer.byteLength('{"data":{"note":{"id":""}}}')
  const letters = letter.repeat(Math.floor(left / Buffer.byteLength(letter)))
  return letters + 'x'.repeat(left - Buffer.byteLength(letters))
}
const settle = () => new Promise((resolve) => setImmediate(resolve))
const price = 'subscription { price { seq usd } }'
const note = 'subscription ($after: ID) { note(after: $after) { id } }'
const changes = 'subscription { changes { seq usd whole } }'

let world: World
beforeEach(() => {
  world = new World()
})

interface Followed {
  readonly sink: TestSink
  readonly subscription: Subscription
  /** Null: for good. */
  readonly ended: Promise<GraphQLError | null>
}

type Options = Parameters<World['subscribe']>[1]

const begin = async (query: string, options?: Options) => (await world.subscribe(query, options)) as Subscription

/** Subscribes, to ask for one result at a time. */
const pull = async (query: string, options?: Options) => (await begin(query, options))[Symbol.asyncIterator]()

/** Subscribes and lets events flow, as graphql-ws does by asking for the next one. */
async function follow(query: string, options?: Options): Promise<Followed> {
  const sink = new TestSink()
  const subscription = await begin(query, options)
  subscription.deliverTo(sink)
  await settle()
  return { sink, subscription, ended: sink.end }
}

describe('members of a group', () => {
  it('share one reader, one execution and one payload per change', async () => {
    const members = await Promise.all(Array.from({ length: 50 }, () => follow(price)))
    for (let usd = 101; usd <= 110; usd += 1) {
      world.set(usd)
      await settle()
    }
    expect(world).toMatchObject({ executions: 11, readers: 1 })
    expect(world.counts).toMatchObject({ groups: 1, members: 50, events: 11, deliveries: 550 })
    for (const { sink } of members) expect(sink.jsons).toEqual(members[0]?.sink.jsons)
    expect(members[0]?.sink.seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('never share with another audience', async () => {
    world.priceFor.set('desk', { seq: 1, usd: 5 })
    const [desk, other] = [await follow(price, { audience: 'desk' }), await follow(price, { audience: 'public' })]
    const again = await follow(price, { audience: 'desk' })
    expect(world).toMatchObject({ readers: 2, executions: 2, counts: { groups: 2 } })
    expect([desk, other, again].map(({ sink }) => sink.got[0]?.usd)).toEqual([5, 100, 5])
  })

  it('get results that were executed for nobody of them', async () => {
    const { sink } = await follow('subscription { price { seenBy } }', { name: 'me', audience: 'desk' })
    expect(sink.jsons).toEqual(['{"data":{"price":{"seenBy":"{\\"reader\\":\\"anybody\\"}"}}}'])
  })

  it.each([price, note])('do not join where they may not any more what their resolver allowed: %s', async (query) => {
    world.forbidden = new Error('no more')
    await expect(world.subscribe(query)).rejects.toThrow('no more')
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('are each refused by the resolver before they join', async () => {
    await follow('subscription ($refuse: Boolean) { price(refuse: $refuse) { seq } }')
    const refused = (await world.subscribe('subscription ($refuse: Boolean) { price(refuse: $refuse) { seq } }', {
      variables: { refuse: true },
    })) as ExecutionResult
    expect(refused.errors?.[0]?.message).toBe('refused')
    expect(world.counts.members).toBe(1)
  })

  it('all see an error of a field, masked once', async () => {
    const members = await Promise.all([follow(price), follow(price), follow(price)])
    world.set(Promise.reject(new Error('no price')))
    await settle()
    for (const { sink } of members) expect(sink.jsons.at(-1)).toContain('"errors":[{"message":"no price"')
    expect(world.masked).toBe(1)
    world.set(103)
    await settle()
    for (const { sink } of members) expect(sink.got.at(-1)).toEqual({ seq: 3, usd: 103 })
  })

  it('are not told where in the document of another an error arose', async () => {
    const one = await follow(price)
    const other = await follow(`subscription {\n  price {\n    seq\n    usd\n  }\n}`)
    world.set(Promise.reject(new Error('no price')))
    await settle()
    const error = '{"data":{"price":{"seq":2,"usd":null}},"errors":[{"message":"no price","path":["price","usd"]}]}'
    for (const { sink } of [one, other]) expect(sink.jsons.at(-1)).toBe(error)
  })

  it('all end with the source, behind what waits for them', async () => {
    const { sink, ended } = await follow(price)
    sink.ready = false
    world.set(101)
    world.end()
    await settle()
    sink.flush()
    expect(await ended).toBeNull()
    expect(sink.seqs).toEqual([1, 2])
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('all see the failure of the source, once', async () => {
    const members = await Promise.all([follow(price), follow(price)])
    world.end(new Error('broken'))
    for (const { sink, ended } of members) {
      expect(String(await ended)).toContain('broken')
      await settle()
      expect(sink.ends).toHaveLength(1)
    }
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('all end at once where the source lost events, without what waits for them', async () => {
    const members = [await follow(note), await follow(note)]
    for (const { sink } of members) sink.ready = false
    world.say('1')
    await settle()
    world.end(new FellBehind())
    for (const { sink, ended } of members) {
      expect(await ended).toBeNull()
      sink.flush()
      expect(sink).toMatchObject({ closed: true, got: [] })
    }
  })

  it('see the failure of a source that never began', async () => {
    world.breakSource = true
    const { ended } = await follow(price)
    expect(String(await ended)).toContain('broken')
    expect(world.counts.groups).toBe(0)
  })

  it('leave one by one, and the last one ends the group and detaches its reader', async () => {
    const members = await Promise.all([follow(price), follow(price), follow(price)])
    for (const { subscription } of members) {
      expect(world.readers).toBe(1)
      subscription.leave()
    }
    await settle()
    expect(world.readers).toBe(0)
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
    world.set(101)
    await settle()
    for (const { sink } of members) expect(sink.seqs).toEqual([1])
  })

  it('are followed by others, who begin a group of their own', async () => {
    ;(await follow(price)).subscription.leave()
    world.set(101)
    const { sink } = await follow(price)
    world.set(102)
    await settle()
    expect(sink.seqs).toEqual([2, 3])
    expect([world.readers, world.counts.groups]).toEqual([1, 1])
  })

  it.each<[string, () => Price['usd']]>([
    ['at once', () => () => fail('no price')],
    ['later', () => Promise.reject(new Error('no price'))],
  ])('end with the fault when a result cannot be made, which is found %s', async (_when, usd) => {
    const { sink, ended } = await follow(price)
    world.unmaskable = 'no price'
    world.set(usd())
    expect(String(await ended)).toContain('cannot mask "no price"')
    expect(sink.seqs).toEqual([1])
    expect(world.counts.members).toBe(0)
  })

  it('have a source that says what it is, or the resolver is at fault', async () => {
    await expect(world.subscribe('subscription { plain }')).rejects.toThrow('must return a LiveSource')
    expect(world.counts.members).toBe(0)
    expect(iteratedByFanout).toThrow('Only the fan-out reads a LiveSource')
  })

  it('that leave before they ever asked leave nothing behind', async () => {
    const results = (await begin(price))[Symbol.asyncIterator]()
    await results.return()
    const subscription = await begin(price)
    subscription.leave()
    await settle()
    expect(world.readers).toBe(0)
    expect(world.counts.members).toBe(0)
  })
})

describe('a subscription that is ended', () => {
  it('sends nothing of what waits for its reader, only the error', async () => {
    const subscription = await begin(note)
    const results = subscription[Symbol.asyncIterator]()
    const first = results.next()
    await settle()
    world.say('1')
    expect((await first).value).toMatchObject({ data: { note: { id: '1' } } })
    world.say('2')
    await settle()
    expect(world.counts.queueDepth()).toBe(1)
    subscription.end(new GraphQLError('the token has expired'))
    world.say('3')
    await expect(results.next()).rejects.toThrow('the token has expired')
    expect((await results.next()).done).toBe(true)
    await settle()
    expect([world.readers, world.counts.groups, world.counts.members]).toEqual([0, 0, 0])
  })
})

describe('a member that joins', () => {
  it('gets the present state at once, without an execution when the group has it', async () => {
    await follow(price)
    world.set(101)
    await settle()
    const { executions } = world
    const late = await follow(price)
    expect(late.sink.got).toEqual([{ seq: 2, usd: 101 }])
    expect(world.executions).toBe(executions)
  })

  it('gets a state that the others still wait for, and then no older one and none twice', async () => {
    const early = await follow(price)
    world.set(101, false)
    const late = await follow(price)
    const later = await follow(price)
    expect([early.sink.seqs, late.sink.seqs, later.sink.seqs]).toEqual([[1], [2], [2]])
    expect(world.executions).toBe(2)
    world.announce()
    await settle()
    world.set(102)
    await settle()
    expect([early.sink.seqs, late.sink.seqs]).toEqual([
      [1, 2, 3],
      [2, 3],
    ])
  })

  it('gets it in the same turn when it was executed before, though that took its time', async () => {
    await follow(price)
    world.set(Promise.resolve(101))
    await settle()
    const subscription = await begin(price)
    const sink = new TestSink()
    subscription.deliverTo(sink)
    expect(sink.got).toEqual([{ seq: 2, usd: 101 }])
  })

  it('gets what the others have where there is no present state', async () => {
    await follow(price)
    world.isClosed = true
    const { sink } = await follow(price)
    expect(sink.seqs).toEqual([1])
  })

  it('of changes is sent the whole', async () => {
    await follow(changes)
    world.set(101)
    await settle()
    const { sink } = await follow(changes)
    world.set(102)
    await settle()
    expect(sink.got.map(({ seq, whole }) => [seq, whole])).toEqual([
      [2, true],
      [3, false],
    ])
  })

  it('in the middle of a change that takes its time gets that change once', async () => {
    const early = await follow(price)
    let give = (_: number) => {}
    world.set(new Promise<number>((resolve) => (give = resolve)))
    const late = await follow(price)
    give(101)
    await settle()
    expect(early.sink.seqs).toEqual([1, 2])
    expect(late.sink.seqs).toEqual([2])
  })

  it('before the others hear of a change that takes its time gets that change once', async () => {
    await follow(price)
    let give = (_: number) => {}
    world.set(new Promise<number>((resolve) => (give = resolve)), false)
    const late = await follow(price)
    world.announce()
    await settle()
    give(101)
    await settle()
    expect(late.sink.seqs).toEqual([2])
    expect(world.counts.conflated).toBe(0)
  })

  it('before the others hear of a change has skipped nothing when they do', async () => {
    await follow(price)
    world.set(101, false)
    const subscription = await begin(price)
    const sink = new TestSink()
    sink.ready = false
    subscription.deliverTo(sink)
    world.announce()
    await settle()
    sink.flush()
    expect(sink.seqs).toEqual([2])
    expect(world.counts.conflated).toBe(0)
  })
})

describe('a member of what takes longer to execute than the next change takes to come', () => {
  /** Changes the price to one that is known when the answered function is called. */
  function setLater(): (usd: number | Promise<never>) => void {
    let give: (usd: number | Promise<never>) => void = () => {}
    world.set(new Promise((resolve) => (give = resolve)))
    return give
  }

  it('gets every state that it waits for, and skips those that came meanwhile', async () => {
    const { sink } = await follow(price)
    let give = setLater()
    for (let round = 0; round < 5; round += 1) {
      await settle()
      setLater()
      await settle()
      const next = setLater()
      await settle()
      give(100)
      give = next
      await settle()
    }
    expect(sink.seqs).toEqual([1, 2, 4, 6, 8, 10])
    expect(world.counts).toMatchObject({ conflated: 5, deliveries: 6 })
    expect(world.counts.queueDepth()).toBe(1)
  })

  it('gets nothing before it is executed, and is not woken for what came meanwhile', async () => {
    const { sink } = await follow(price)
    const give = setLater()
    await settle()
    sink.flush()
    world.set(102)
    await settle()
    expect([sink.seqs, sink.wakes]).toEqual([[1], 2])
    give(101)
    await settle()
    expect(sink.seqs).toEqual([1, 2, 3])
  })

  it('gets what it waits for before the stream ends', async () => {
    const { sink, ended } = await follow(price)
    const give = setLater()
    await settle()
    world.end()
    await settle()
    give(101)
    expect(await ended).toBeNull()
    expect(sink.seqs).toEqual([1, 2])
  })
})

describe('a member that is slow', () => {
  it('keeps the newest state only, and does not hold up the others', async () => {
    const [slow, quick] = [await follow(price), await follow(price)]
    slow.sink.ready = false
    for (let usd = 101; usd <= 200; usd += 1) {
      world.set(usd)
      await settle()
    }
    expect(quick.sink.seqs).toHaveLength(101)
    expect(world.counts.queueDepth()).toBe(1)
    slow.sink.flush()
    expect(slow.sink.got.at(-1)).toEqual({ seq: 101, usd: 200 })
    expect(slow.sink.seqs).toEqual([1, 101])
    expect(world.counts.conflated).toBe(99)
  })

  it('costs no execution for what nobody took', async () => {
    const slow = await follow(price)
    slow.sink.ready = false
    for (let usd = 101; usd <= 200; usd += 1) {
      world.set(usd)
      await settle()
    }
    slow.sink.flush()
    expect(world.executions).toBe(2)
  })

  it('of changes is sent the whole after it skipped, and changes again from there', async () => {
    const slow = await follow(changes)
    const quick = await follow(changes)
    world.set(101)
    await settle()
    slow.sink.ready = false
    world.set(102)
    await settle()
    world.set(103)
    await settle()
    slow.sink.flush()
    slow.sink.ready = true
    world.set(104)
    await settle()
    const seen = ({ sink }: Followed) => sink.got.map(({ seq, whole }) => [seq, whole])
    expect(seen(quick)).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
      [5, false],
    ])
    expect(seen(slow)).toEqual([
      [1, true],
      [2, false],
      [4, true],
      [5, false],
    ])
  })

  it('of events keeps all, in order, up to the bound, and is ended past it', async () => {
    const slow = await follow(note)
    const quick = await follow(note)
    slow.sink.ready = false
    for (let n = 1; n <= maxWaitingEvents; n += 1) world.say(`${n}`)
    await settle()
    expect(slow.sink.closed).toBe(false)
    world.say('one too many')
    await settle()
    expect(slow.sink.closed).toBe(true)
    expect(await slow.ended).toBeNull()
    expect(quick.sink.got).toHaveLength(maxWaitingEvents + 1)
    expect(world.counts).toMatchObject({ members: 1 })
  })

  it('of events is not ended for what it has taken', async () => {
    const { sink } = await follow(note)
    sink.ready = false
    for (let round = 0; round < 10; round += 1) {
      for (const n of [1, 2]) world.say(`${round}-${n}`.padEnd(300_000, 'x'))
      await settle()
      sink.flush()
    }
    expect(sink.closed).toBe(false)
    expect(sink.got).toHaveLength(20)
  })

  it('is woken once for all that waits, and again when it has taken that', async () => {
    const { sink } = await follow(note)
    sink.ready = false
    for (let n = 1; n <= 5; n += 1) world.say(`${n}`)
    await settle()
    expect(sink.wakes).toBe(1)
    sink.flush(4)
    world.say('6')
    await settle()
    expect(sink.wakes).toBe(1)
    sink.flush()
    world.say('7')
    await settle()
    expect(sink.wakes).toBe(2)
  })

  it('is counted with all that waits for it, states and events', async () => {
    const [state, events] = [await follow(price), await follow(note)]
    state.sink.ready = events.sink.ready = false
    world.set(101)
    for (const id of ['1', '2', '3']) world.say(id)
    await settle()
    expect(world.counts.queueDepth()).toBe(4)
    for (const { sink } of [state, events]) sink.flush()
    expect(world.counts.queueDepth()).toBe(0)
  })

  it('of events may have one that is longer than the bound, and no other behind it', async () => {
    const slow = await follow(note)
    slow.sink.ready = false
    world.say('1'.padEnd(1_200_000, 'x'))
    await settle()
    expect(slow.sink.closed).toBe(false)
    world.say('2')
    await settle()
    expect(slow.sink.closed).toBe(true)
  })

  it('of events has one mebibyte in UTF-8 wait for it, and is ended past that', async () => {
    const slow = await follow(note)
    slow.sink.ready = false
    for (const letter of ['a', 'é']) world.say(ofBytes(524_288, letter))
    await settle()
    expect(slow.sink.closed).toBe(false)
    world.say('')
    await settle()
    expect(slow.sink.closed).toBe(true)
  })
})

describe('a state that nobody may see any more', () => {
  beforeEach(() => void (world.isPrivate = true))

  it('is not sent to who waits for it, but the one in its place, and no change of it', async () => {
    const [state, change] = [await follow(price), await follow(changes)]
    for (const { sink } of [state, change]) sink.ready = false
    world.set(101)
    await settle()
    world.withdraw(102)
    for (const { sink } of [state, change]) sink.flush()
    expect(state.sink.got).toEqual([
      { seq: 1, usd: 100 },
      { seq: 3, usd: 102 },
    ])
    expect(change.sink.got.at(-1)).toEqual({ seq: 3, usd: 102, whole: true })
    expect(change.sink.seqs).toEqual([1, 3])
  })

  it.each<[string, (give: (usd: number | Promise<never>) => void) => void]>([
    ['executed', (give) => give(101)],
    ['found to be impossible', (give) => give(Promise.reject(new Error('no price')))],
  ])('is not sent, nor does it end the stream, when it is %s only then', async (_what, then) => {
    const { sink } = await follow(price)
    world.unmaskable = 'no price'
    let give: (usd: number | Promise<never>) => void = () => {}
    world.set(new Promise<number>((resolve) => (give = resolve)))
    await settle()
    world.withdraw(102)
    then(give)
    await settle()
    world.set(103)
    await settle()
    expect(sink.seqs).toEqual([1, 3, 4])
  })

  it('is not sent where it was announced before', async () => {
    const { sink } = await follow(price)
    world.set(101)
    world.withdraw(102)
    await settle()
    expect(sink.seqs).toEqual([1, 3])
  })

  it('ends the streams at once where its readers may see nothing in its place', async () => {
    const [waiting, done] = [await follow(price), await follow(price)]
    waiting.sink.ready = false
    world.set(101)
    await settle()
    world.forbidden = new Error('no such price')
    world.withdraw(102)
    waiting.sink.flush()
    for (const { ended } of [waiting, done]) expect(String(await ended)).toContain('no such price')
    expect([waiting.sink.seqs, done.sink.seqs]).toEqual([[1], [1, 2]])
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it.each<[string, () => void, string | undefined]>([
    ['there is nothing', () => (world.isClosed = true), undefined],
    ['nothing can be read', () => (world.unreadable = new Error('no price')), 'no price'],
  ])('is not sent where %s in its place: the streams end', async (_what, begin, message) => {
    const { sink, ended } = await follow(price)
    sink.ready = false
    world.set(101)
    await settle()
    begin()
    world.withdraw(102)
    sink.flush()
    expect((await ended)?.message).toBe(message)
    expect(sink.seqs).toEqual([1])
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('is not sent where there is none any more when it is told: the streams end', async () => {
    const { sink, ended } = await follow(price)
    world.set(101)
    world.isClosed = true
    expect(await ended).toBeNull()
    expect(sink.seqs).toEqual([1])
  })

  it('is not sent to who waits for the first one', async () => {
    let give: (usd: number) => void = () => {}
    world.set(new Promise<number>((resolve) => (give = resolve)))
    const { sink } = await follow(price)
    world.withdraw(102)
    give(101)
    await settle()
    expect(sink.seqs).toEqual([3])
  })

  it('is no news to who has another one', async () => {
    const { sink } = await follow(price)
    world.withdraw(102)
    expect([sink.seqs, sink.wakes]).toEqual([[1], 1])
    world.announce()
    await settle()
    expect(sink.seqs).toEqual([1, 2])
  })
})

describe('when a stream is forbidden to one of its readers', () => {
  beforeEach(() => void (world.isPrivate = true))

  it.each([
    [price, [1], [1, 2]],
    [note, [], ['a']],
  ])('the others go on: %s', async (query, before, after) => {
    const [gone, left] = [await follow(query, { name: 'gone' }), await follow(query, { name: 'left' })]
    const again = await follow(query, { name: 'gone' })
    for (const { sink } of [gone, left]) sink.ready = false
    world.set(101)
    world.say('a')
    await settle()
    world.forbidden = new Error('not for you')
    world.forbiddenTo = 'gone'
    const { checks } = world
    world.hide()
    // One of each audience.
    expect(world.checks).toBe(checks + 2)
    for (const { sink } of [gone, left]) sink.flush()
    for (const { ended } of [gone, again]) expect(String(await ended)).toContain('not for you')
    const had = ({ sink }: Followed) => (query === price ? sink.seqs : sink.ids)
    expect([had(gone), had(left)]).toEqual([before, after])
    expect(world.counts).toMatchObject({ groups: 1, members: 1 })
  })
})

describe('events of which each has its readers', () => {
  it('go to them alone, and are executed once for all of them', async () => {
    world.noteFor.set('secret', 'owner')
    const [owner, again, other] = [
      await follow(note, { name: 'owner' }),
      await follow(note, { name: 'owner' }),
      await follow(note, { name: 'other' }),
    ]
    for (const id of ['a', 'secret', 'b']) world.say(id)
    await settle()
    expect([owner, again, other].map(({ sink }) => sink.ids)).toEqual([
      ['a', 'secret', 'b'],
      ['a', 'secret', 'b'],
      ['a', 'b'],
    ])
    expect(world.counts).toMatchObject({ groups: 1, events: 3 })
  })

  it('are asked for only where one of the readers may have them', async () => {
    world.noteFor.set('secret', 'owner')
    await follow(note, { name: 'other' })
    expect([world.isRead('a'), world.isRead('secret')]).toEqual([true, false])
    const { subscription } = await follow(note, { name: 'owner' })
    expect(world.isRead('secret')).toBe(true)
    subscription.leave()
    expect(world.isRead('secret')).toBe(false)
  })

  it('are not missed events of anybody else either', async () => {
    world.notes.push('a', 'secret', 'b')
    world.noteFor.set('secret', 'owner')
    const followed = ['owner', 'other'].map((name) => follow(note, { name, variables: { after: 'a' } }))
    const [owner, other] = await Promise.all(followed)
    await settle()
    expect([owner?.sink.ids, other?.sink.ids]).toEqual([['secret', 'b'], ['b']])
  })
})

describe('when an audience is divided', () => {
  const both = async () => [await follow(price, { name: 'owner' }), await follow(price, { name: 'other' })] as const

  it('those who see something else go on with it, without a gap or a repetition', async () => {
    const [owner, other] = await both()
    world.divide('owner', 'owners')
    await settle()
    expect(world.counts).toMatchObject({ groups: 2, members: 2 })
    world.priceFor.set('owners', { seq: 2, usd: 7 })
    world.announce()
    await settle()
    expect([owner.sink.got, other.sink.got]).toEqual([
      [
        { seq: 1, usd: 100 },
        { seq: 2, usd: 7 },
      ],
      [{ seq: 1, usd: 100 }],
    ])
    const [joined, others] = [await follow(price, { name: 'owner' }), await follow(price)]
    expect([joined.sink.got, others.sink.got]).toEqual([[{ seq: 2, usd: 7 }], [{ seq: 1, usd: 100 }]])
    expect(world.counts.groups).toBe(2)
  })

  it('goes on from what they have, not from the beginning, so that intervals are kept', async () => {
    await both()
    world.divide('owner', 'owners')
    expect(world.had).toEqual([null, 1])
    const joined = await follow(price, { name: 'owner' })
    expect(joined.sink.seqs).toEqual([1])
  })

  it('who is about to join is of the audience that it is of then', async () => {
    await both()
    const joining = follow(price, { name: 'owner' })
    world.divide('owner', 'owners')
    const { sink } = await joining
    world.priceFor.set('owners', { seq: 2, usd: 7 })
    world.announce()
    await settle()
    expect(sink.got).toEqual([
      { seq: 1, usd: 100 },
      { seq: 2, usd: 7 },
    ])
  })

  it('what waits for those who go on is not lost', async () => {
    const [owner, other] = await both()
    owner.sink.ready = false
    world.set(101)
    await settle()
    world.divide('owner', 'owners')
    await settle()
    owner.sink.flush()
    expect([owner.sink.seqs, other.sink.seqs]).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('it may be divided again', async () => {
    const [owner] = await both()
    world.asked.length = 0
    world.divide('owner', 'owners')
    world.divide('owner', 'heirs')
    expect(world.asked.filter((one) => one.startsWith('owner'))).toEqual(['owner of everyone', 'owner of owners'])
    world.priceFor.set('heirs', { seq: 2, usd: 7 })
    world.announce()
    await settle()
    expect(owner.sink.seqs).toEqual([1, 2])
    expect(world.counts).toMatchObject({ groups: 2, members: 2 })
    expect(world.readers).toBe(2)
  })

  it('a group from which all went on ends, and what it held is let go with the last that came from it', async () => {
    const [owner, other] = await both()
    world.divide('owner', 'owners')
    world.divide('other', 'others')
    await settle()
    expect(world).toMatchObject({ readers: 2, held: 1, counts: { groups: 2 } })
    owner.subscription.leave()
    expect(world.held).toBe(1)
    other.subscription.leave()
    await settle()
    expect(world).toMatchObject({ readers: 0, held: 0, counts: { groups: 0, members: 0 } })
  })

  it('who cannot go on is told, and the others go on', async () => {
    const [owner, other] = await both()
    world.divide('owner', 'nothing')
    expect(String(await owner.ended)).toContain('no such audience')
    world.set(101)
    await settle()
    expect([owner.sink.seqs, other.sink.seqs]).toEqual([[1], [1, 2]])
    expect(world.counts).toMatchObject({ groups: 1, members: 1 })
  })
})

describe('events that nobody may see any more', () => {
  beforeEach(() => void (world.isPrivate = true))

  it('are not sent to who waits for them, and those around them are', async () => {
    const { sink } = await follow(note)
    sink.ready = false
    for (const id of ['a', 'b', 'c']) world.say(id)
    await settle()
    world.hide('b')
    sink.flush()
    world.say('d')
    await settle()
    sink.flush()
    expect(sink.ids).toEqual(['a', 'c', 'd'])
  })

  it('are not sent to who catches up, nor where they come only then', async () => {
    world.notes.push('a', 'b', 'c')
    const sink = new TestSink()
    sink.ready = false
    const subscription = await begin(note, { variables: { after: 'a' } })
    subscription.deliverTo(sink)
    await settle()
    world.hide('b')
    world.say('b')
    world.say('d')
    await settle()
    sink.flush()
    expect(sink.ids).toEqual(['c', 'd'])
    subscription.leave()
  })

  it.each<[string, { after?: string }]>([
    ['follows', {}],
    ['catches up', { after: 'a' }],
  ])('are not sent to who %s when they are executed only then', async (_, variables) => {
    let execute = () => {}
    world.notes.push('a')
    if (variables.after !== undefined) world.notes.push('b', 'c')
    world.notesHeld = new Promise((resolve) => (execute = resolve))
    const { sink } = await follow(note, { variables })
    if (variables.after === undefined) for (const id of ['b', 'c']) world.say(id)
    await settle()
    world.hide('b')
    execute()
    await settle()
    expect(sink.ids).toEqual(['c'])
  })

  it('no longer count as bytes that wait', async () => {
    const { sink } = await follow(note)
    sink.ready = false
    const long = 'x'.repeat(600_000)
    world.say(long)
    await settle()
    world.hide(long)
    world.say('y'.repeat(600_000))
    await settle()
    expect(sink.closed).toBe(false)
  })

  it('end the streams at once whose readers may read no other', async () => {
    const { sink, ended } = await follow(note)
    sink.ready = false
    world.say('a')
    await settle()
    world.forbidden = new Error('no such notes')
    world.hide()
    sink.flush()
    expect(String(await ended)).toContain('no such notes')
    expect(sink.ids).toEqual([])
  })
})

describe('a member that names its place', () => {
  /** Subscribes behind a note, takes nothing, and waits until as much is read as is read ahead. */
  async function slowAfter(after: string): Promise<Followed> {
    const sink = new TestSink()
    sink.ready = false
    const subscription = await begin(note, { variables: { after } })
    subscription.deliverTo(sink)
    await expect.poll(() => world.counts.queueDepth()).toBe(readAhead)
    return { sink, subscription, ended: sink.end }
  }

  it('gets what it missed and what comes meanwhile, each once and in order', async () => {
    for (let n = 1; n <= 500; n += 1) world.say(`${n}`)
    const sink = new TestSink()
    ;(await begin(note, { variables: { after: '100' } })).deliverTo(sink)
    for (let n = 501; n <= 600; n += 1) {
      world.say(`${n}`)
      await Promise.resolve()
    }
    await settle()
    expect(sink.got.map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => `${index + 101}`))
  })

  it('shares with the others from then on', async () => {
    world.say('1')
    const others = [await follow(note), await follow(note, { variables: { after: '1' } })]
    const events = world.counts.events
    world.say('2')
    await settle()
    expect(world.counts).toMatchObject({ groups: 1, events: events + 1 })
    for (const { sink } of others) expect(sink.got).toEqual([{ id: '2' }])
  })

  it('is refused alone when there is no such place', async () => {
    const other = await follow(note)
    const { ended } = await follow(note, { variables: { after: 'unknown' } })
    expect(String(await ended)).toContain('no such note')
    world.say('1')
    await settle()
    expect(other.sink.got).toEqual([{ id: '1' }])
    expect(world.counts.members).toBe(1)
  })

  it('is refused and leaves nothing behind', async () => {
    await (
      await follow(note, { variables: { after: 'unknown' } })
    ).ended
    await settle()
    expect(world.readers).toBe(0)
    expect(world.counts).toMatchObject({ groups: 0, members: 0 })
  })

  it('is not sent again what is announced after it was read as missed', async () => {
    world.say('1')
    world.notes.push('2')
    const { sink } = await follow(note, { variables: { after: '1' } })
    expect(sink.got).toEqual([{ id: '2' }])
    world.announceNote('2')
    world.say('3')
    await settle()
    expect(sink.got).toEqual([{ id: '2' }, { id: '3' }])
  })

  it('is not sent the event that it named, though that is yet to be announced', async () => {
    const other = await follow(note)
    world.notes.push('1')
    const { sink } = await follow(note, { variables: { after: '1' } })
    world.announceNote('1')
    world.say('2')
    await settle()
    expect(other.sink.got).toEqual([{ id: '1' }, { id: '2' }])
    expect(sink.got).toEqual([{ id: '2' }])
  })

  it('reads no further ahead than it is read from', async () => {
    for (let n = 1; n <= 1_000; n += 1) world.say(`${n}`)
    const { sink, subscription } = await slowAfter('1')
    await settle()
    expect(world.counts.queueDepth()).toBe(readAhead)
    world.say('1001')
    await settle()
    expect(world.counts.queueDepth()).toBe(readAhead + 1)
    await expect
      .poll(() => {
        sink.flush()
        return sink.got.length
      })
      .toBe(1_000)
    expect(sink.got.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, index) => `${index + 2}`))
    subscription.leave()
  })

  it('has another read for each that it takes', async () => {
    for (let n = 1; n <= 1_000; n += 1) world.say(`${n}`)
    const { sink, subscription } = await slowAfter('1')
    sink.flush(1)
    await expect.poll(() => world.counts.queueDepth()).toBe(readAhead)
    await settle()
    expect([sink.ids, world.counts.queueDepth()]).toEqual([['2'], readAhead])
    subscription.leave()
  })

  it('has as much read ahead as 64 KiB of results, and is asked how much that is', async () => {
    const ids = ['1', '2', '3', '4', '5', '6']
    world.notes.push('0', ...ids.map((id) => ofBytes(16_384, id)))
    const sink = new TestSink()
    sink.ready = false
    const subscription = await begin(note, { variables: { after: '0' } })
    subscription.deliverTo(sink)
    await expect.poll(() => world.counts.queueDepth()).toBe(4)
    await settle()
    expect([world.counts.queueDepth(), sink.ownBytes]).toEqual([4, 65_536])
    sink.flush(2)
    await settle()
    expect([world.counts.queueDepth(), sink.ownBytes]).toEqual([4, 65_536])
    sink.flush()
    await settle()
    expect(sink.ids.map((id) => id?.[0])).toEqual(ids)
    expect(sink.ownBytes).toBe(0)
    subscription.leave()
  })

  it('gets what is announced while it catches up behind what it missed, each once', async () => {
    for (let n = 1; n <= 100; n += 1) world.say(`${n}`)
    const { sink } = await slowAfter('1')
    world.announceNote('100')
    world.announceNote('101')
    await settle()
    sink.ready = true
    sink.flush()
    await expect.poll(() => sink.got.length).toBe(100)
    await settle()
    expect(sink.ids).toEqual(Array.from({ length: 100 }, (_, index) => `${index + 2}`))
  })

  it.each([
    ['has too much wait for it with what came while it caught up', 'new', true],
    ['has nothing wait for it twice: what was missed no longer counts as news', 'missed', false],
  ])('%s', async (_, came, isTooMuch) => {
    const [large, other] = [ofBytes(700_000, 'l'), ofBytes(700_000, 'o')]
    for (let n = 1; n <= 100; n += 1) world.say(`${n}`)
    if (came === 'missed') world.notes.push(large)
    const { sink } = await slowAfter('1')
    world.announceNote(large)
    sink.flush()
    await settle()
    expect(world.counts.queueDepth()).toBe(36)
    world.announceNote(other)
    await settle()
    expect(sink.closed).toBe(isTooMuch)
  })

  it('is sent nothing more once it left, nor what was being executed for it', async () => {
    for (const id of ['1', '2']) world.say(id)
    let execute = () => {}
    world.notesHeld = new Promise((resolve) => (execute = resolve))
    const { sink, subscription } = await follow(note, { variables: { after: '1' } })
    subscription.leave()
    execute()
    await settle()
    expect([sink.got, sink.wakes]).toEqual([[], 0])
  })

  it('is let go at once while it waits for room, and nothing more is read for it', async () => {
    for (let n = 1; n <= 1_000; n += 1) world.say(`${n}`)
    const { ended, subscription } = await slowAfter('1')
    subscription.leave()
    expect(await ended).toBeNull()
    await settle()
    expect(world.counts).toMatchObject({ groups: 0, members: 0, events: readAhead })
  })

  it('is known by the newest 1,000 events that it has: an older one that is announced late comes once more', async () => {
    for (let n = 1; n <= 1_500; n += 1) world.notes.push(`${n}`)
    const { sink } = await follow(note, { variables: { after: '1' } })
    await expect.poll(() => sink.got.length).toBe(1_499)
    for (const id of ['1500', '501', '500']) world.announceNote(id)
    await settle()
    expect(sink.got.slice(1_499)).toEqual([{ id: '500' }])
  })
})

describe('the time of a result', () => {
  const greedy = () => {
    const payer = turnAsker('greedy')
    world.turns.spent(payer, 101)
    return payer
  }

  it('is that of one of its readers', async () => {
    const payer = turnAsker('a')
    const { sink } = await follow(price, { payer })
    world.set(() => (world.nowMs += 200))
    await settle()
    expect(sink.got).toHaveLength(2)
    expect(world.turns.hasPaid(payer)).toBe(false)
  })

  it.each([
    ['a state', price, () => world.set(101)],
    ['an event', note, () => world.say('a')],
  ])('waits when all its readers have used more than their shares: %s', async (_what, query, happens) => {
    const { sink } = await follow(query, { payer: greedy() })
    happens()
    await settle()
    expect(sink.got).toEqual([])
    const other = await follow(query, { payer: turnAsker('other') })
    happens()
    await settle()
    expect(other.sink.got.length).toBeGreaterThan(0)
  })

  it('is up to nobody who has left', async () => {
    const leaving = new AbortController()
    const payer = { ...greedy(), signal: leaving.signal }
    const one = await follow(price, { payer })
    const other = await follow(price, { payer: greedy() })
    await settle()
    expect(one.sink.got).toEqual([])
    leaving.abort()
    one.subscription.leave()
    world.nowMs += 1_000
    await vi.waitUntil(() => other.sink.got.length > 0)
    expect([one.sink.got.length, other.sink.got.length]).toEqual([0, 1])
  })
})

async function loopOnce(results: Results): Promise<void> {
  for await (const _ of results) break
}

describe('a reader that pulls', () => {
  it('gets the newest state each time, and results that know their JSON', async () => {
    const stream = await pull(price)
    const first = (await stream.next()).value as ExecutionResult & { stringify(): string }
    expect(first.data).toEqual({ price: { seq: 1, usd: 100 } })
    expect(JSON.parse(first.stringify())).toEqual({ data: first.data })
    for (let usd = 101; usd <= 105; usd += 1) world.set(usd)
    await settle()
    expect((await stream.next()).value).toMatchObject({ data: { price: { seq: 6 } } })
    const waiting = stream.next()
    await stream.return()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(world.readers).toBe(0)
  })

  it("gets all until the source ends, which is nobody's fault", async () => {
    const ids: unknown[] = []
    const reading = (async () => {
      for await (const { data } of await begin(note)) ids.push(data?.note)
    })()
    await settle()
    for (const id of ['1', '2']) world.say(id)
    world.end()
    await reading
    expect(ids).toEqual([{ id: '1' }, { id: '2' }])
    expect(world.counts.closedAsSlow).toBe(0)
  })

  it.each<[string, (results: Results) => unknown]>([
    ['returns', (results) => results.return()],
    ['throws', (results) => results.throw(new Error('enough'))],
    ['disposes of it', (results) => results[Symbol.asyncDispose]()],
    ['breaks its loop', loopOnce],
  ])('leaves when it %s', async (_how, leave) => {
    const results = await pull(price)
    expect(world.readers).toBe(1)
    await leave(results)
    expect([world.readers, (await results.next()).done]).toEqual([0, true])
  })

  it('is counted in bytes, not in characters', async () => {
    const stream = await pull(note)
    const first = stream.next()
    await settle()
    world.say('é€')
    await first
    expect(world.counts.bytes).toBe(Buffer.byteLength('{"data":{"note":{"id":"é€"}}}'))
  })

  it('shares the group with readers that do not', async () => {
    const other = await follow(price)
    const stream = await pull(price)
    await stream.next()
    world.set(101)
    await settle()
    const { value } = await stream.next()
    expect((value as { stringify(): string }).stringify()).toBe(other.sink.jsons.at(-1))
    expect(world).toMatchObject({ executions: 2, readers: 1 })
  })

  it('gets a result that is as long as may be, and of a longer one how long it is', async () => {
    const stream = await pull(note)
    world.maxBytes = Buffer.byteLength('{"data":{"note":{"id":"12"}}}')
    for (const id of ['12', '123']) world.say(id)
    expect((await stream.next()).value).toMatchObject({ data: { note: { id: '12' } } })
    expect((await stream.next()).value).toMatchObject({ errors: [{ message: 'Too long' }] })
  })

  it('is told when it fell behind', async () => {
    const stream = await pull(note)
    const first = stream.next()
    world.say('0')
    await first
    for (let n = 1; n <= maxWaitingEvents + 1; n += 1) world.say(`${n}`)
    await settle()
    await expect(stream.next()).rejects.toMatchObject({
      message: expect.stringContaining('subscribe again with "after"') as string,
      extensions: { code: 'SLOW_READER' },
    })
    expect((await stream.next()).done).toBe(true)
    expect(world.counts.closedAsSlow).toBe(1)
  })
})
