import { setImmediate as nextTurn } from 'node:timers/promises'
import { chainKey, type EventBus } from '../bus/event-bus.js'
import type { CurrencyInstruments } from '../domain/instrument.js'
import type { OptionChain } from '../domain/option-chain.js'
import type { UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { Changes, MarketState } from './market-state.js'

/** It publishes a chain at most once in this time. The exchange sends no more often. */
export const chainIntervalMs = 100

/**
 * What becomes of a changed chain that nobody hears. Making it costs more than all that was heard of it. `ONCE`: each is made once, so
 * that readers are told when it is gone, and then it is made when it is read, as it is then. `KEPT`: it is kept as it is, and made when it is read.
 * `LEFT`: it is made when it is read, as it is then. `LATER`: it is published with the next flush for which somebody hears it, as it is then.
 */
export type Unheard = 'ONCE' | 'KEPT' | 'LEFT' | 'LATER'

export interface PublisherParts {
  readonly state: MarketState
  readonly bus: EventBus
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
}

interface SentChain {
  readonly currency: string
  readonly expiryMs: UnixMs
  /** As it was sent or kept last. */
  readonly last: { readonly chain: OptionChain }
}

/** Publishes changes of the state on the bus, each one once. */
export class MarketPublisher {
  readonly #parts: PublisherParts
  readonly #sent = new Map<string, string>()
  readonly #sentChains = new Map<string, SentChain>()
  readonly #sentInstruments = new Map<string, CurrencyInstruments>()
  readonly #dirtyCurrencies = new Set<string>()
  readonly #dirtyChains = new Map<string, { currency: string; expiryMs: UnixMs }>()
  #wake: () => void = () => {}

  constructor(parts: PublisherParts) {
    this.#parts = parts
  }

  /** Everything that comes in one turn of the event loop (index, perpetual and options of one tick) is one change. */
  publish(changes: Changes): void {
    const isFirst = this.#dirtyCurrencies.size === 0
    this.note(changes)
    if (changes.chains.length > 0) this.#wake()
    if (isFirst && this.#dirtyCurrencies.size > 0) setImmediate(() => this.flushCurrencies())
  }

  /** What the next flush publishes. */
  note({ currencies, chains }: Changes): void {
    for (const chain of chains) this.#dirtyChains.set(chainKey(chain.currency, chain.expiryMs), chain)
    for (const currency of currencies) this.#dirtyCurrencies.add(currency)
  }

  flushCurrencies(): void {
    const { state, bus } = this.#parts
    for (const currency of this.#dirtyCurrencies) {
      this.#guarded({ currency }, () => {
        const marketData = state.refreshMarketData(currency)
        const heard = state.heardMarket(currency)
        if (heard) bus.publish('heardMarket', currency, heard)
        if (marketData && this.#isNew(`marketData:${currency}`, String(marketData.seq)))
          bus.publish('marketData', currency, marketData)
        this.#publishExpiries(currency)
        this.#publishInstruments(currency)
        this.#publishSummaries(currency)
      })
    }
    this.#dirtyCurrencies.clear()
  }

  /** Logs a fault and goes on. The next change may be publishable again. */
  #guarded(what: object, publish: () => void): void {
    try {
      publish()
    } catch (error) {
      this.#parts.log.error({ err: error, ...what }, 'A change of the market could not be published')
    }
  }

  /** Publishes changed chains until the signal is aborted: the first at once, then all changes once per interval. */
  async publishChains(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#wake())
    while (!signal.aborted) {
      if (this.#dirtyChains.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve))
      await nextTurn()
      this.flushChains()
      await this.#parts.clock.sleep(chainIntervalMs, signal)
    }
  }

  flushChains(unheard: Unheard = 'ONCE'): void {
    const changed = [...this.#dirtyChains.values()]
    this.#dirtyChains.clear()
    for (const { currency, expiryMs } of changed) {
      this.#guarded({ currency, expiryMs }, () => {
        const isNeeded = this.#isRead(currency, expiryMs) || this.#isHeard(currency, expiryMs, unheard)
        if (isNeeded) this.#tell(currency, expiryMs)
        else this.#pass(currency, expiryMs, unheard)
      })
    }
    for (const currency of new Set(changed.map((chain) => chain.currency))) {
      this.#guarded({ currency }, () => this.#publishSummaries(currency))
    }
  }

  /** At published precision it is made only for who reads that. */
  #tell(currency: string, expiryMs: UnixMs): void {
    const { state, bus } = this.#parts
    const key = chainKey(currency, expiryMs)
    const last = state.hearChain(currency, expiryMs)
    if (last === null) return
    bus.publish('heardChain', key, last.heard)
    this.#sentChains.set(key, { currency, expiryMs, last })
    if (!this.#isRead(currency, expiryMs)) return
    this.#publishChain(key, currency, expiryMs)
    if (expiryMs === state.expiries(currency)[0]) this.#publishNearest(currency, expiryMs)
  }

  #pass(currency: string, expiryMs: UnixMs, unheard: Unheard): void {
    const { state } = this.#parts
    const key = chainKey(currency, expiryMs)
    if (unheard === 'LATER') this.#dirtyChains.set(key, { currency, expiryMs })
    if (unheard !== 'KEPT') return state.outdateChain(currency, expiryMs)
    const last = state.keepChain(currency, expiryMs)
    if (last) this.#sentChains.set(key, { currency, expiryMs, last })
  }

  /** Whether somebody reads it at published precision. */
  #isRead(currency: string, expiryMs: UnixMs): boolean {
    const { state, bus } = this.#parts
    if (bus.isHeard('optionChain', chainKey(currency, expiryMs)) || bus.isHeard('expirySummaries', currency))
      return true
    return expiryMs === state.expiries(currency)[0] && bus.isHeard('optionChain', chainKey(currency, 'NEAREST'))
  }

  #isHeard(currency: string, expiryMs: UnixMs, unheard: Unheard): boolean {
    const key = chainKey(currency, expiryMs)
    return this.#parts.bus.isHeard('heardChain', key) || (unheard === 'ONCE' && !this.#sentChains.has(key))
  }

  #publishNearest(currency: string, expiryMs: UnixMs): void {
    this.#publishChain(chainKey(currency, 'NEAREST'), currency, expiryMs)
  }

  #publishChain(key: string, currency: string, expiryMs: UnixMs): void {
    const chain = this.#parts.state.chain(currency, expiryMs)
    if (!chain || !this.#isNew(key, `${expiryMs}:${chain.seq}`)) return
    this.#sentChains.set(key, { currency, expiryMs, last: { chain } })
    this.#parts.bus.publish('optionChain', key, chain)
  }

  /** Wakes the readers of chains that are gone, so that their streams can end. */
  #publishGone(currency: string, listed: readonly UnixMs[]): void {
    for (const [key, sent] of this.#sentChains) {
      if (sent.currency !== currency || listed.includes(sent.expiryMs) || key === chainKey(currency, 'NEAREST'))
        continue
      this.#parts.bus.publish('optionChain', key, sent.last.chain)
      this.#sentChains.delete(key)
      this.#sent.delete(key)
    }
  }

  #publishExpiries(currency: string): void {
    const expiries = this.#parts.state.expiries(currency)
    if (!this.#isNew(`expiries:${currency}`, expiries.join())) return
    this.#parts.bus.publish('expiries', currency, expiries)
    this.#publishGone(currency, expiries)
    if (expiries[0] !== undefined) this.#publishNearest(currency, expiries[0])
  }

  #publishInstruments(currency: string): void {
    const instruments = this.#parts.state.instruments(currency)
    if (!instruments || this.#sentInstruments.get(currency) === instruments) return
    this.#sentInstruments.set(currency, instruments)
    this.#parts.bus.publish('instruments', currency, instruments)
  }

  #publishSummaries(currency: string): void {
    const { state, bus } = this.#parts
    if (!bus.isHeard('expirySummaries', currency)) return
    const summaries = state.expirySummaries(currency)
    if (!summaries || !this.#isNew(`summaries:${currency}`, String(summaries.seq))) return
    bus.publish('expirySummaries', currency, summaries)
  }

  #isNew(key: string, version: string): boolean {
    if (this.#sent.get(key) === version) return false
    this.#sent.set(key, version)
    return true
  }
}
