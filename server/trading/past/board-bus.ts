import type { EventBus, Topic, Topics } from '../../bus/event-bus.js'
import type { QuoteBoard } from '../board/quote-board.js'

type Takers = { readonly [T in Topic]?: (event: Topics[T], key: string) => void }

interface Listener {
  readonly board: () => QuoteBoard
  /** Whether the board needs what changes of a chain. It takes each chain once anyway. */
  readonly needsChain: (key: string) => boolean
  /** Called when the board was told something. */
  readonly onHeard: () => void
}

/** A bus of which the board hears at once what is published of the market. */
export function boardBus(bus: EventBus, { board, needsChain, onHeard }: Listener): EventBus {
  const takers: Takers = {
    heardMarket: (market) => board().takeMarket(market),
    heardChain: (chain) => board().takeChain(chain),
    instruments: (listed) => board().takeInstruments(listed),
    expiries: (expiries, currency) => board().takeExpiries(currency, expiries),
  }
  return {
    publish(topic, key, event) {
      const take = takers[topic]
      if (take) {
        take(event, key)
        onHeard()
      }
      bus.publish(topic, key, event)
    },
    subscribe: (topic, options) => bus.subscribe(topic, options),
    isHeard: (topic, key) => (topic === 'heardChain' && needsChain(key)) || bus.isHeard(topic, key),
    readerCount: () => bus.readerCount(),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}
