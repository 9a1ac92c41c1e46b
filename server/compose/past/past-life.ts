import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventBus } from '../../bus/event-bus.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import type { SteppedClock } from '../../lib/stepped-clock.js'
import { MarketPublisher } from '../../market/market-publisher.js'
import { MarketState, type Changes } from '../../market/market-state.js'
import type { EquityStore } from '../../storage/equity-store.js'
import type { Journal } from '../../storage/journal.js'
import { openDesk, type Desk } from '../../trading/desk.js'
import type { AgentAccount } from '../../trading/open-accounts.js'
import { NeededChains } from './needed-chains.js'
import type { PastMarket, PastMoment } from './past-market.js'

export interface PastLifeOptions {
  readonly market: PastMarket
  readonly agents: readonly AgentAccount[]
  readonly fromMs: UnixMs
  /** It goes on until it has come up with this clock. */
  readonly now: () => UnixMs
  readonly decisionIntervalMs: number
  readonly sampleIntervalMs: number
  readonly newId: (nowMs: UnixMs) => string
  /** It stands at `fromMs`. */
  readonly clock: SteppedClock
  /** Where what the accounts do is kept. */
  readonly journal: Journal
  readonly equity: EquityStore
  /** Makes of the bus of the market the one of the desk. Left out: they are the same. */
  readonly deskBus?: (market: EventBus) => EventBus
  readonly log: Pick<Logger, 'error'>
}

/**
 * Agents who trade in a market of the past: with a desk like the live one, over a state and a bus of its own, on a clock
 * that follows the market. Nothing goes on by itself: each step is one moment of the market.
 */
export class PastLife implements AsyncDisposable {
  readonly desk: Desk
  readonly #parts: LifeParts
  readonly #moments: Moments
  #next: PastMoment | null = null

  private constructor(desk: Desk, parts: LifeParts, moments: Moments) {
    this.desk = desk
    this.#parts = parts
    this.#moments = moments
  }

  static async open(options: PastLifeOptions): Promise<PastLife> {
    const { market, agents, fromMs, now, clock, log } = options
    const currencies = [...new Set(agents.map(({ agent }) => agent.currency))]
    const facts = { ...market.facts, currencies }
    const state = new MarketState(facts, () => clock.now())
    const bus = memoryBus()
    const needed = new NeededChains()
    const desk = await openDesk({
      ...options,
      bus: options.deskBus?.(bus) ?? bus,
      source: facts.source,
      reservedNames: [],
      newId: () => options.newId(clock.now()),
      watchExpiry: (currency, expiryMs) => needed.watch(currency, expiryMs),
    })
    const publisher = new MarketPublisher({ state, bus: needed.heardOn(bus), clock, log })
    const parts = { clock, state, bus, needed, publisher }
    const moments = market.moments({ currencies, fromMs, until: now })
    return new PastLife(desk, parts, iteratorOf(moments))
  }

  /** When the market says something next. Null: it is at its end. Rejects as the market does. */
  async nextMs(): Promise<UnixMs | null> {
    if (this.#next === null) {
      const next = await this.#moments.next()
      this.#next = next.done === true ? null : next.value
    }
    return this.#next?.timeMs ?? null
  }

  /** Takes in what the market says next, after `nextMs`, and waits until all that it brings about is done. */
  async step(): Promise<void> {
    const { clock, state, needed, publisher } = this.#parts
    const moment = this.#next
    if (!moment) return
    this.#next = null
    clock.setTo(moment.timeMs)
    needed.begin(this.desk.isToDecide())
    const changes: Changes[] = moment.keyFrame ? [state.takeOver(moment.keyFrame)] : []
    for (const event of moment.events) {
      changes.push(state.fold(event))
      // What a listing or a part of a chain costs is enough for one turn. Prices are cheap.
      if (event.type === 'listing' || event.type === 'options') await nextTurn()
    }
    // What became of the market in between, nobody saw.
    for (const change of [...changes, state.aged()]) publisher.note(change)
    publisher.flushChains('LATER')
    publisher.flushCurrencies()
    await this.desk.settled()
  }

  /** The accounts stay readable. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#moments.return?.()
    await this.desk[Symbol.asyncDispose]()
    await this.#parts.bus[Symbol.asyncDispose]()
  }
}

type Moments = Iterator<PastMoment, unknown> | AsyncIterator<PastMoment, unknown>

interface LifeParts {
  readonly clock: SteppedClock
  readonly state: MarketState
  readonly bus: EventBus
  readonly needed: NeededChains
  readonly publisher: MarketPublisher
}

function iteratorOf(values: ReturnType<PastMarket['moments']>): Moments {
  return Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]()
}
