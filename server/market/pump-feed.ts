import type { EventBus } from '../bus/event-bus.js'
import { chainKey } from '../bus/event-bus.js'
import type { UnixMs } from '../domain/units.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import type { Clock } from '../lib/clock.js'
import type { Changes, MarketState } from './market-state.js'

/** A chain is published at most once in this time: the exchange's own finest interval. */
const chainIntervalMs = 100
const agingIntervalMs = 1_000

export interface PumpParts {
  readonly feed: MarketFeed
  readonly state: MarketState
  readonly bus: EventBus
  readonly clock: Clock
}

/**
 * Carries a feed's events into the state, and what changed of the state to the bus: the only place where the three
 * meet. Ends when the feed has ended or the signal is aborted; waits for no reader.
 */
export async function pumpFeed(parts: PumpParts, signal: AbortSignal): Promise<void> {
  const publisher = new Publisher(parts)
  const over = new AbortController()
  const ended = AbortSignal.any([signal, over.signal])
  const background = Promise.all([publishAging(parts, publisher, signal), publisher.publishChains(ended)])
  try {
    for await (const event of parts.feed.events(signal)) publisher.publish(parts.state.fold(event))
  } finally {
    publisher.flushChains()
    over.abort()
  }
  await background
}

async function publishAging({ clock, state }: PumpParts, publisher: Publisher, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(agingIntervalMs, signal)
    publisher.publish(state.aged())
  }
}

/** Puts on the bus what was not yet published, each change once. */
class Publisher {
  readonly #parts: PumpParts
  readonly #sentSeq = new Map<string, number>()
  readonly #sentExpiries = new Map<string, string>()
  readonly #dirtyChains = new Map<string, { currency: string; expiryMs: UnixMs }>()
  #wake: () => void = () => {}

  constructor(parts: PumpParts) {
    this.#parts = parts
  }

  publish({ currencies, chains }: Changes): void {
    const { state, bus } = this.#parts
    for (const chain of chains) this.#dirtyChains.set(chainKey(chain.currency, chain.expiryMs), chain)
    if (chains.length > 0) this.#wake()
    for (const currency of currencies) {
      const marketData = state.marketData(currency)
      if (marketData && this.#isNew(currency, marketData.seq)) bus.publish('marketData', currency, marketData)
      this.#publishExpiries(currency)
    }
  }

  /** Publishes changed chains until the signal is aborted: the first at once, then one round per interval. */
  async publishChains(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#wake())
    while (!signal.aborted) {
      if (this.#dirtyChains.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve))
      this.flushChains()
      await this.#parts.clock.sleep(chainIntervalMs, signal)
    }
  }

  flushChains(): void {
    const { state, bus } = this.#parts
    for (const [key, { currency, expiryMs }] of this.#dirtyChains) {
      const chain = state.chain(currency, expiryMs)
      if (chain && this.#isNew(key, chain.seq)) bus.publish('optionChain', key, chain)
    }
    this.#dirtyChains.clear()
  }

  #publishExpiries(currency: string): void {
    const expiries = this.#parts.state.expiries(currency)
    const listed = expiries.join()
    if (this.#sentExpiries.get(currency) === listed) return
    this.#sentExpiries.set(currency, listed)
    this.#parts.bus.publish('expiries', currency, expiries)
  }

  #isNew(key: string, seq: number): boolean {
    if (this.#sentSeq.get(key) === seq) return false
    this.#sentSeq.set(key, seq)
    return true
  }
}
