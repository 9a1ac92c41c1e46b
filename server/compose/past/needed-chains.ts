import { chainKey, type EventBus } from '../../bus/event-bus.js'
import type { UnixMs } from '../../domain/units.js'

/** In the step after a decision it is not said yet in which expiries something is held. */
const stepsOfDecision = 2

/**
 * Which chains a desk needs of a market that is played in steps: those of expiries in which an account holds something or has an
 * order, and all of them when an agent decides. To make the others as well would be most of the work.
 */
export class NeededChains {
  readonly #watched = new Set<string>()
  #stepsWithAll = 0

  /** It is needed until disposed. */
  watch(currency: string, expiryMs: UnixMs): Disposable {
    const key = chainKey(currency, expiryMs)
    this.#watched.add(key)
    return { [Symbol.dispose]: () => void this.#watched.delete(key) }
  }

  /** The next step begins. `isToDecide`: an agent decides in it. */
  begin(isToDecide: boolean): void {
    this.#stepsWithAll = isToDecide ? stepsOfDecision : Math.max(0, this.#stepsWithAll - 1)
  }

  /** The bus, on which no other chains are heard. */
  heardOn(bus: EventBus): EventBus {
    return {
      publish: (topic, key, event) => bus.publish(topic, key, event),
      subscribe: (topic, options) => bus.subscribe(topic, options),
      isHeard: (topic, key) => bus.isHeard(topic, key) && (topic !== 'heardChain' || this.#isNeeded(key)),
      readerCount: () => bus.readerCount(),
      [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
    }
  }

  #isNeeded(key: string): boolean {
    return this.#stepsWithAll > 0 || this.#watched.has(key)
  }
}
