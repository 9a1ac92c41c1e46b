import { randomUUID } from 'node:crypto'
import type { EventBus, Topic, Topics } from '../../server/bus/event-bus.js'
import type { Subject } from '../../server/bus/redis/channel.js'
import { edgeBus } from '../../server/bus/redis/edge-bus.js'
import { engineBus, type KeyedState } from '../../server/bus/redis/engine-bus.js'
import type { EventLog, EventLogs } from '../../server/bus/redis/event-reader.js'
import { connectRedis, type RedisLink } from '../../server/bus/redis/redis-link.js'
import { hintTopics, isHintTopic, isStateTopic, type HintTopic } from '../../server/bus/redis/topic-travel.js'
import { systemClock, type Clock } from '../../server/lib/clock.js'
import { Opened } from '../../server/lib/opened.js'
import { notedLog } from './noted-log.js'

/** A log in memory, to which an engine commits and which an edge reads. */
class MemoryLog<T extends { readonly id: string }> implements EventLog<T> {
  readonly #events: T[] = []
  readonly #places = new Map<string, number>()

  add(event: T): void {
    this.#places.set(event.id, this.#events.push(event))
  }

  newestFirst(_filter: object, { after, limit }: { readonly after?: string; readonly limit: number }) {
    const end = after === undefined ? this.#events.length : (this.#places.get(after) ?? 1) - 1
    const items = this.#events.slice(Math.max(0, end - limit), end).reverse()
    return Promise.resolve({ items, hasMore: end > limit })
  }

  oldestFirst(_filter: object, { after, limit }: { readonly after: string; readonly limit: number }) {
    const place = this.#places.get(after)
    return Promise.resolve(place === undefined ? ('UNKNOWN_CURSOR' as const) : this.#events.slice(place, place + limit))
  }
}

type MemoryLogs = { readonly [T in HintTopic]: MemoryLog<Topics[T]> }

function memoryLogs(): MemoryLogs {
  return Object.fromEntries(hintTopics.map((topic) => [topic, new MemoryLog()])) as unknown as MemoryLogs
}

interface NodesOptions {
  readonly urls: readonly string[]
  /** Left out: a log in memory, to which the engine's bus commits what it publishes. */
  readonly logs?: EventLogs
  /** Of the engine. */
  readonly clock?: Clock
}

/** Nodes that share a Redis. Each has a connection of its own. */
export class Nodes implements AsyncDisposable {
  readonly #options: NodesOptions
  readonly space = `test-${randomUUID()}`
  readonly #memory = memoryLogs()
  readonly #opened = new Opened()
  /** What is published, as the parts of an engine have it. */
  readonly #present = new Map<Topic, Map<string, unknown>>()
  readonly #edgeLinks: RedisLink[] = []
  readonly superseded: number[] = []
  readonly noted = notedLog()

  constructor(options: NodesOptions) {
    this.#options = options
  }

  async engine(epoch = 1): Promise<EventBus> {
    const bus = await engineBus({
      link: await this.#link(),
      space: this.space,
      epoch,
      present: (subject) => this.#presentOf(subject),
      onSuperseded: () => this.superseded.push(epoch),
      clock: this.#options.clock ?? systemClock,
      log: this.noted.log,
    })
    this.#opened.add(() => bus[Symbol.asyncDispose]())
    return {
      ...bus,
      publish: (topic, key, event) => {
        this.#keep(topic, key, event)
        bus.publish(topic, key, event)
      },
    }
  }

  async edge(): Promise<EventBus> {
    const logs = this.#options.logs ?? this.#memory
    const link = await this.#link()
    this.#edgeLinks.push(link)
    const parts = { link, space: this.space, logs, clock: systemClock, log: this.noted.log }
    const bus = await edgeBus(parts)
    this.#opened.add(() => bus[Symbol.asyncDispose]())
    return bus
  }

  /** Commits an event of which nobody is told. */
  commit<T extends HintTopic>(topic: T, event: Topics[T]): void {
    this.#memory[topic].add(event)
  }

  /** The edges say nothing any more, and hear nothing. */
  async cutOffEdges(): Promise<void> {
    for (const link of this.#edgeLinks) await link[Symbol.asyncDispose]()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened[Symbol.asyncDispose]()
  }

  async #link(): Promise<RedisLink> {
    const link = await connectRedis(this.#options.urls)
    this.#opened.add(() => link[Symbol.asyncDispose]())
    return link
  }

  #keep<T extends Topic>(topic: T, key: string, event: Topics[T]): void {
    if (isHintTopic(topic)) {
      if (!this.#options.logs) this.commit(topic, event as never)
    } else if (isStateTopic(topic)) {
      const states = this.#present.get(topic) ?? new Map<string, unknown>()
      this.#present.set(topic, states.set(key, event))
    }
  }

  #presentOf({ topic, key }: Subject): KeyedState[] {
    const states = [...(this.#present.get(topic) ?? [])] as KeyedState[]
    return key === null ? states : states.filter(([of]) => of === key)
  }
}

/** The two ends of a bus between two nodes. */
export async function engineAndEdge(options: NodesOptions) {
  const nodes = new Nodes(options)
  return {
    nodes,
    publisher: await nodes.engine(),
    readers: await nodes.edge(),
    [Symbol.asyncDispose]: () => nodes[Symbol.asyncDispose](),
  }
}
