import { topicPolicy, type EventBus, type SubscribeOptions, type Topic, type Topics } from '../../bus/event-bus.js'

/**
 * A bus that can be held for a while. Then its readers hear nothing. When it is released, they hear the newest state of each topic
 * and key that was published meanwhile. Events that were published meanwhile are told to nobody.
 */
export class HeldBus implements EventBus {
  readonly #bus: EventBus
  /** Null: it is not held. */
  #held: Map<string, () => void> | null = null

  constructor(bus: EventBus) {
    this.#bus = bus
  }

  hold(): void {
    this.#held ??= new Map()
  }

  release(): void {
    const told = this.#held?.values() ?? []
    this.#held = null
    for (const tell of told) tell()
  }

  publish<T extends Topic>(topic: T, key: string, event: Topics[T]): void {
    if (this.#held === null) return this.#bus.publish(topic, key, event)
    if (topicPolicy[topic] === 'NEWEST') this.#held.set(`${topic} ${key}`, () => this.#bus.publish(topic, key, event))
  }

  subscribe<T extends Topic>(topic: T, options?: SubscribeOptions): AsyncIterableIterator<Topics[T]> {
    return this.#bus.subscribe(topic, options)
  }

  isHeard(topic: Topic, key: string): boolean {
    return this.#bus.isHeard(topic, key)
  }

  readerCount(): number {
    return this.#bus.readerCount()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bus[Symbol.asyncDispose]()
  }
}
