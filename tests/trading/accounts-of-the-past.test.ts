import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { memoryBus } from '../../server/bus/memory/memory-bus.js'
import { configuredAgents } from '../../server/compose/trading-agents.js'
import { parseConfig } from '../../server/config/config.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { startTelling } from '../../server/feeds/simulated/simulated-events.js'
import { MarketPublisher } from '../../server/market/market-publisher.js'
import { MarketState, type Changes } from '../../server/market/market-state.js'
import type { Store } from '../../server/storage/open-store.js'
import type { AccountReader } from '../../server/trading/account-reader.js'
import type { CommandKind, CommandOf, Wishes } from '../../server/trading/brokerage.js'
import { openDesk, type Desk } from '../../server/trading/desk.js'
import type { PastDesk } from '../../server/trading/past/past-desk.js'
import { noon } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { sqliteHomeInMemory } from '../support/store/store-home.js'
import { callOf } from '../support/trading/desk.js'
import { figuresOf } from '../support/trading/published-figures.js'

const secondMs = 1_000
const log = { error: (details: unknown, message?: string) => failures.push(`${message}: ${String(details)}`) }
const failures: string[] = []
const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 20_000 } as const

interface Instant {
  readonly timeMs: number
  readonly events: readonly MarketEvent[]
  /** Whether the server has just started, and knows nothing of the market. */
  readonly isFirst: boolean
}

/** A market with its state and its bus, which is told instant by instant. */
class ToldMarket {
  readonly state: MarketState
  readonly publisher: MarketPublisher

  constructor(
    bus: ReturnType<typeof memoryBus>,
    readonly clock: ManualClock,
  ) {
    this.state = new MarketState(facts, () => clock.now())
    this.publisher = new MarketPublisher({ state: this.state, bus, clock, log })
  }

  fold(events: readonly MarketEvent[]): Changes[] {
    return events.map((event) => this.state.fold(event))
  }

  async publish(changes: readonly Changes[]): Promise<void> {
    for (const one of changes) this.publisher.publish(one)
    this.publisher.flushChains()
    await nextTurn()
  }
}

/** What readers see of all accounts. */
async function seenBy(reader: AccountReader) {
  const { records } = reader
  const page = { limit: 30 }
  const states = reader.accounts().map(({ id }) => ({
    performance: unnumbered(reader.performance(id)),
    positions: unnumbered(reader.positions(id)),
    portfolio: unnumbered(reader.portfolio(id)),
    openOrders: unnumbered(reader.openOrders(id)),
  }))
  return {
    accounts: reader.accounts(),
    states,
    leaderboard: reader.leaderboard(20).map((entry) => ({ ...entry, performance: unnumbered(entry.performance) })),
    decisions: await records.decisions.newestFirst({}, page),
    open: await records.decisions.newestFirst({ outcome: ['OPEN'] }, page),
    orders: await records.orders.newestFirst({}, page),
    waiting: await records.orders.newestFirst({ status: ['OPEN'] }, page),
    fills: await records.fills.newestFirst({}, page),
    closedTrades: await records.closedTrades.newestFirst({}, page),
  }
}

/** A past state counts its changes by itself. */
function unnumbered<T extends { readonly seq: number }>(state: T | null): Omit<T, 'seq'> | null {
  if (state === null) return null
  const { seq: _, ...rest } = state
  return rest
}

type Seen = Awaited<ReturnType<typeof seenBy>>

/** A server with agents, a bot and an owner, and what readers saw of it at each instant. */
class Lived {
  readonly home = sqliteHomeInMemory()
  readonly clock = new ManualClock(noon)
  bus = memoryBus()
  readonly instants: Instant[] = []
  readonly seen = new Map<number, Seen>()
  readonly equity = new Map<number, unknown>()
  market = new ToldMarket(this.bus, this.clock)
  store: Store | null = null
  desk: Desk | null = null
  telling = tellingFrom(noon)
  #ids = 0

  async open(): Promise<void> {
    const { trading } = parseConfig({})
    this.bus = memoryBus()
    this.market = new ToldMarket(this.bus, this.clock)
    this.telling = tellingFrom(this.clock.now())
    this.store = await this.home.open({ now: () => this.clock.now(), sampleIntervalMs: 10_000, keepsVersions: true })
    const { journal, equity, versions } = this.store
    this.desk = await openDesk({
      ...{ bus: this.bus, journal, equity, versions, clock: this.clock, log },
      agents: configuredAgents(trading, 'SIMULATED'),
      source: 'SIMULATED',
      reservedNames: [],
      decisionIntervalMs: 5_000,
      sampleIntervalMs: 10_000,
      newId: () => `id-${(this.#ids += 1)}`,
      watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
    })
  }

  async close(): Promise<void> {
    await this.desk?.[Symbol.asyncDispose]()
    await this.bus[Symbol.asyncDispose]()
    await this.store?.[Symbol.asyncDispose]()
  }

  async hear(timeMs: number, events: readonly MarketEvent[], isFirst = false): Promise<void> {
    const { desk } = this
    if (!desk) throw new Error('Not open')
    const heard = events.map((event) => ('receivedTimeMs' in event ? { ...event, receivedTimeMs: timeMs } : event))
    this.instants.push({ timeMs, events: heard, isFirst })
    await this.clock.advance(timeMs - this.clock.now(), () => Promise.resolve())
    await this.market.publish(this.market.fold(heard))
    await nextTurn()
    await desk.settled()
    this.seen.set(timeMs, await seenBy(desk.accounts))
  }

  async until(timeMs: number, act: (desk: Desk, timeMs: number) => Promise<void> = async () => {}): Promise<void> {
    for (let nextMs = this.telling.nextMs(); nextMs <= timeMs; nextMs = this.telling.nextMs()) {
      await this.hear(nextMs, [...this.telling.until(nextMs)])
      if (this.desk) await act(this.desk, nextMs)
    }
  }

  async do<K extends CommandKind>(accountId: string, kind: K, wish: Wishes[K]): Promise<void> {
    const command = { ...callOf(accountId), kind, wish } as CommandOf<K>
    const answer = await this.desk?.brokerage.carryOut(command, () => true)
    expect(answer, kind).toHaveProperty('done')
    // An answer is there at once, and the next instant is told later.
    this.seen.set(this.clock.now(), await seenBy((this.desk as Desk).accounts))
  }

  /** The accounts at a time, with the market played as far as they ask for. */
  async at(timeMs: number): Promise<PastDesk> {
    const clock = new ManualClock(noon)
    const past = this.desk?.openPast({ bus: memoryBus(), now: () => clock.now() })
    if (!past) throw new Error('Nothing is kept')
    const playFromMs = await past.goTo(timeMs)
    await this.play(past, clock, { fromMs: playFromMs, untilMs: timeMs })
    return past
  }

  async play(past: PastDesk, clock: ManualClock, { fromMs, untilMs }: { fromMs: number; untilMs: number }) {
    let market = new ToldMarket(past.bus, clock)
    let quiet: Changes[] = []
    for (const { timeMs, events, isFirst } of this.instants) {
      if (timeMs > untilMs) break
      if (isFirst) {
        market = new ToldMarket(past.bus, clock)
        quiet = []
      }
      await clock.advance(timeMs - clock.now())
      const changes = market.fold(events)
      if (timeMs <= fromMs) quiet.push(...changes)
      else {
        await market.publish([...quiet.splice(0), ...changes])
        past.mark()
      }
    }
    await clock.advance(untilMs - clock.now())
  }
}

function tellingFrom(fromMs: number) {
  return startTelling({ seed: 'past', currencies: ['BTC'], fromMs, tickMs: 500, chainMs: 5_000 })
}

const atMs = (seconds: number) => noon + seconds * secondMs

describe('accounts of the past', () => {
  const lived = new Lived()

  beforeAll(async () => {
    await lived.open()
    await lived.hear(noon, [...lived.telling.first()], true)
    await lived.until(atMs(60), async (_desk, timeMs) => {
      const second = (timeMs - noon) / secondMs
      if (second === 12) await lived.do('mine', 'openAccount', { name: 'Mine', depositUsd: 50_000 })
      if (second === 15)
        await lived.do(
          'mine',
          'placeOrder',
          order({ side: 'BUY', trailingStop: { distanceUsd: 500, distancePct: null } }),
        )
      if (second === 17)
        await lived.do('mine', 'placeOrder', order({ side: 'BUY', type: 'LIMIT', limitPriceUsd: 1_000 }))
      if (second === 31) await lived.do('bot', 'publishPerformance', { asOf: timeMs, figures: figuresOf(12) })
      if (second === 42) await lived.do('mine', 'cancelOrders', { symbol: null })
      if (second === 44) await lived.do('mine', 'setAccountVisibility', { visibility: 'PRIVATE' })
      if (second === 55) await lived.do('mine', 'setAccountVisibility', { visibility: 'PUBLIC' })
    })
    // A restart, during which the market goes on.
    await lived.close()
    await lived.clock.advance(3_200)
    await lived.open()
    await lived.clock.advance(300)
    await lived.hear(lived.clock.now(), [...lived.telling.first()], true)
    await lived.until(atMs(110), async (_desk, timeMs) => {
      if (timeMs === atMs(90)) await lived.do('mine', 'resetAccount', { depositUsd: null })
      if (timeMs === atMs(100)) await lived.do('mine', 'closeAccount', {})
    })
    expect(failures).toEqual([])
  })

  it('are what readers saw, in every field, at every instant', async () => {
    const times = [...lived.seen.keys()]
    expect(times.length).toBeGreaterThan(200)
    for (const timeMs of times) {
      await using past = await lived.at(timeMs)
      expect(await seenBy(past.accountsFor('ALL')), `after ${(timeMs - noon) / secondMs} s`).toEqual(
        lived.seen.get(timeMs),
      )
    }
  })
})

function order(values: Partial<Wishes['placeOrder']>): Wishes['placeOrder'] {
  return {
    symbol: 'BTC-PERPETUAL',
    side: 'BUY',
    type: 'MARKET',
    timeInForce: 'GTC',
    quantityUsd: 20_000,
    limitPriceUsd: null,
    limitPriceCoin: null,
    reduceOnly: false,
    leverage: 2,
    stopLossUsd: null,
    profitTargetUsd: null,
    trailingStop: null,
    invalidation: null,
    invalidationRule: null,
    ...values,
  } as Wishes['placeOrder']
}
