import { isDeepStrictEqual } from 'node:util'
import type { EventBus } from '../../bus/event-bus.js'
import type { OpenOrders } from '../../domain/order.js'
import type { Performance } from '../../domain/performance.js'
import type { Portfolio } from '../../domain/portfolio.js'
import type { Positions } from '../../domain/position.js'
import type { LiveHeader } from '../../domain/source.js'
import { liveValue, type LiveValue } from '../../lib/live-value.js'
import type { AccountStates } from '../account-reader.js'

type Topic = keyof AccountStates

/** How each state looks now, without its `seq`. */
export type AccountViews = { readonly [T in Topic]: () => Omit<AccountStates[T], 'seq'> }

const topics: readonly Topic[] = ['performance', 'positions', 'portfolio', 'openOrders']

/**
 * The published state of one account. A view is made only when somebody sees it: at once for states that have readers on the
 * bus, and for the others at the next read.
 */
export class LiveAccount {
  readonly #bus: EventBus
  readonly #accountId: string
  readonly #states: { readonly [T in Topic]: State<AccountStates[T]> }
  readonly #unseen = new Set<Topic>()

  /** Nothing is published for the first views. */
  constructor(bus: EventBus, accountId: string, views: AccountViews) {
    this.#bus = bus
    this.#accountId = accountId
    this.#states = {
      performance: stateOf(views.performance),
      positions: stateOf(views.positions),
      portfolio: stateOf(views.portfolio),
      openOrders: stateOf(views.openOrders),
    }
  }

  read<T extends Topic>(topic: T): AccountStates[T] {
    this.#show(topic)
    return this.#states[topic].value.now()
  }

  /** The account may have changed. */
  touch(): void {
    for (const topic of topics) {
      this.#unseen.add(topic)
      if (this.#bus.isHeard(topic, this.#accountId)) this.#show(topic)
    }
  }

  #show(topic: Topic): void {
    if (!this.#unseen.delete(topic)) return
    const state: State<Performance> | State<Positions> | State<Portfolio> | State<OpenOrders> = this.#states[topic]
    if (state.update()) this.#bus.publish(topic, this.#accountId, state.value.now())
  }
}

interface State<T extends LiveHeader> {
  readonly value: LiveValue<T>
  update(): boolean
}

function stateOf<T extends LiveHeader>(view: () => Omit<T, 'seq'>): State<T> {
  const value = liveValue<T>(view(), sameButForTime)
  return { value, update: () => value.update(view()) }
}

function sameButForTime<T extends LiveHeader>(a: T, b: T): boolean {
  return isDeepStrictEqual({ ...a, seq: 0, asOf: 0 }, { ...b, seq: 0, asOf: 0 })
}
