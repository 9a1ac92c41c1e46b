import type { EventBus, Topic } from '../../bus/event-bus.js'

const ofMarket: ReadonlySet<Topic> = new Set<Topic>([
  'marketData',
  'optionChain',
  'heardMarket',
  'heardChain',
  'expiries',
  'expirySummaries',
  'instruments',
])

/** A desk on it hears the market of one bus, and tells of its accounts on another. Disposing it leaves both as they are. */
export function deskBus(market: EventBus, accounts: EventBus): EventBus {
  const busOf = (topic: Topic) => (ofMarket.has(topic) ? market : accounts)
  return {
    publish: (topic, key, event) => busOf(topic).publish(topic, key, event),
    subscribe: (topic, options) => busOf(topic).subscribe(topic, options),
    isHeard: (topic, key) => busOf(topic).isHeard(topic, key),
    readerCount: () => market.readerCount() + accounts.readerCount(),
    async [Symbol.asyncDispose]() {},
  }
}
