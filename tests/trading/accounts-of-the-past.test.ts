import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventBus } from '../../server/bus/event-bus.js'
import { memoryBus } from '../../server/bus/memory/memory-bus.js'
import { configuredAgents } from '../../server/compose/trading-agents.js'
import { parseConfig } from '../../server/config/config.js'
import type { AccountSet } from '../../server/domain/account-set.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { startTelling } from '../../server/feeds/simulated/simulated-events.js'
import { MarketPublisher } from '../../server/market/market-publisher.js'
import { MarketState, type Changes } from '../../server/market/market-state.js'
import type { Journal } from '../../server/storage/journal.js'
import type { Store } from '../../server/storage/open-store.js'
import type { AccountReader, EventTopic } from '../../server/trading/account-reader.js'
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
  return {
    states: reader.accounts().map(({ id }) => statesOf(reader, id)),
    leaderboard: reader.leaderboard(20).map((entry) => ({ ...entry, performance: unnumbered(entry.performance) })),
    ...(await recordsSeenBy(reader)),
  }
}

function statesOf(reader: AccountReader, id: string) {
  return {
    performance: unnumbered(reader.performance(id)),
    positions: unnumbered(reader.positions(id)),
    portfolio: unnumbered(reader.portfolio(id)),
    openOrders: unnumbered(reader.openOrders(id)),
  }
}

/** Who the accounts are, and what they did. */
async function recordsSeenBy(reader: AccountReader) {
  const { records } = reader
  const page = { limit: 30 }
  return {
    accounts: reader.accounts(),
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
  /** Of an account, at some instants. */
  readonly curves = new Map<number, unknown>()
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
    const { desk } = this.opened()
    const heard = events.map((event) => ('receivedTimeMs' in event ? { ...event, receivedTimeMs: timeMs } : event))
    this.instants.push({ timeMs, events: heard, isFirst })
    await this.clock.advance(timeMs - this.clock.now(), () => Promise.resolve())
    await this.market.publish(this.market.fold(heard))
    await nextTurn()
    await desk.settled()
    this.seen.set(timeMs, await seenBy(desk.accounts))
    if (this.instants.length % 17 === 0)
      this.curves.set(timeMs, await desk.accounts.equity('buy-and-hold', { fromMs: null, toMs: null, points: 100 }))
  }

  opened() {
    if (!this.desk || !this.store) throw new Error('Not open')
    return { desk: this.desk, journal: this.store.journal }
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
  async at(timeMs: number, valued: AccountSet = 'ALL'): Promise<Played> {
    const played = new Played(this)
    await played.goTo(timeMs, valued)
    return played
  }

  openPast(now: () => number, bus: EventBus): PastDesk {
    const past = this.desk?.openPast({ bus, now, playedAs: null })
    if (!past) throw new Error('Nothing is kept')
    return past
  }
}

/** What was lived, once more. */
class Played implements AsyncDisposable {
  readonly bus = memoryBus()
  readonly past: PastDesk
  readonly #lived: Lived
  #clock = new ManualClock(noon)
  #market: ToldMarket | null = null
  #next = 0

  constructor(lived: Lived) {
    this.#lived = lived
    this.past = lived.openPast(() => this.#clock.now(), this.bus)
  }

  async goTo(timeMs: number, valued: AccountSet = 'ALL'): Promise<void> {
    this.#clock = new ManualClock(noon)
    this.#next = 0
    const playFromMs = await this.past.goTo(timeMs, valued)
    let quiet: Changes[] = []
    for (let one = this.#peek(playFromMs); one; one = this.#peek(playFromMs)) {
      if (one.isFirst) quiet = []
      quiet.push(...(await this.#fold(one)))
    }
    await this.until(timeMs, quiet)
  }

  async until(timeMs: number, before: readonly Changes[] = []): Promise<void> {
    let changes = [...before]
    for (let one = this.#peek(timeMs); one; one = this.#peek(timeMs)) {
      changes.push(...(await this.#fold(one)))
      await this.#market?.publish(changes)
      this.past.mark()
      changes = []
    }
    await this.#clock.advance(timeMs - this.#clock.now())
    this.past.mark()
  }

  #peek(untilMs: number): Instant | null {
    const one = this.#lived.instants[this.#next]
    return one && one.timeMs <= untilMs ? one : null
  }

  async #fold({ timeMs, events, isFirst }: Instant): Promise<Changes[]> {
    this.#next += 1
    await this.#clock.advance(timeMs - this.#clock.now())
    if (isFirst || !this.#market) this.#market = new ToldMarket(this.past.bus, this.#clock)
    return this.#market.fold(events)
  }

  [Symbol.asyncDispose]() {
    return this.past[Symbol.asyncDispose]()
  }
}

function tellingFrom(fromMs: number) {
  return startTelling({ seed: 'past', currencies: ['BTC'], fromMs, tickMs: 1_000, chainMs: 5_000 })
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

  afterAll(async () => {
    await lived.close()
    await lived.home[Symbol.asyncDispose]()
  })

  it('are what readers saw, in every field, at every instant', async () => {
    const times = [...lived.seen.keys()]
    expect(times.length).toBeGreaterThan(100)
    for (const timeMs of times) {
      await using played = await lived.at(timeMs)
      expect(await seenBy(played.past.accountsFor('ALL')), say(timeMs)).toEqual(lived.seen.get(timeMs))
    }
  })

  it('are between two instants what they were at the first', async () => {
    for (const second of [12, 20, 33, 45]) {
      await using played = await lived.at(atMs(second) + 400)
      const { leaderboard: _, ...seen } = await seenBy(played.past.accountsFor('ALL'))
      expect(lived.seen.get(atMs(second)), say(atMs(second))).toMatchObject(seen)
    }
  })

  it('are the same when some of them are valued alone, or none', async () => {
    for (const timeMs of [...lived.seen.keys()].filter((_, index) => index % 23 === 0)) {
      const { states, leaderboard: _, ...records } = lived.seen.get(timeMs) ?? expect.fail()
      await using known = await lived.at(timeMs, [])
      expect(await recordsSeenBy(known.past.accountsFor('ALL')), say(timeMs)).toEqual(records)
      for (const [index, { id }] of records.accounts.entries()) {
        await using played = await lived.at(timeMs, [id])
        const reader = played.past.accountsFor('ALL')
        expect(statesOf(reader, id), `${id} ${say(timeMs)}`).toEqual(states[index])
        expect(reader.accounts()).toEqual(records.accounts)
      }
    }
  })

  it('that are not valued say so instead of what they are not worth', async () => {
    await using played = await lived.at(atMs(58), ['mine'])
    expect(() => played.past.accountsFor('ALL').performance('buy-and-hold')).toThrow('not restored')
  })

  it('become what they became as time goes on, and tell what they do in its order', async () => {
    await using played = await lived.at(atMs(5))
    const stop = new AbortController()
    const told = { orderEvent: [], fill: [], closedTrade: [], decision: [], scoreEvent: [], account: [] } as {
      [T in EventTopic | 'account']: unknown[]
    }
    const listening = (Object.keys(told) as (keyof typeof told)[]).map(async (topic) => {
      for await (const event of played.bus.subscribe(topic, { signal: stop.signal })) told[topic].push(event)
    })
    for (let fromMs = atMs(5); fromMs < atMs(110); fromMs += 7 * secondMs) {
      const untilMs = Math.min(fromMs + 7 * secondMs, atMs(110))
      await played.past.advance(untilMs)
      for (const [timeMs, seen] of lived.seen) {
        if (timeMs <= fromMs || timeMs > untilMs) continue
        await played.until(timeMs)
        expect(await seenBy(played.past.accountsFor('ALL')), say(timeMs)).toEqual(seen)
      }
    }
    await nextTurn()
    stop.abort()
    await Promise.all(listening)
    const filter = { fromMs: atMs(5) + 1, toMs: atMs(110) + 1 }
    const { journal } = lived.opened()
    const kept = async (log: { newestFirst: Journal['fills']['newestFirst'] }) => {
      const page = await log.newestFirst(filter, { limit: 500 })
      return typeof page === 'string' ? [] : page.items.toReversed()
    }
    expect(told.decision).toEqual(await kept(journal.decisionsAsMade as never))
    expect(told.fill).toEqual(await kept(journal.fills))
    expect(told.orderEvent).toEqual(await kept(journal.orderEvents as never))
    expect(told.closedTrade).toEqual(await kept(journal.closedTrades as never))
    expect(told.scoreEvent).toEqual(await kept(journal.scoreEvents as never))
    expect(told.fill.length).toBeGreaterThan(1)
    expect(told.account).toContainEqual(expect.objectContaining({ id: 'mine', visibility: 'PRIVATE' }))
  })

  it('go back, and their states count on', async () => {
    await using played = await lived.at(atMs(58))
    const seqOf = () => played.past.accountsFor('ALL').performance('buy-and-hold')?.seq ?? 0
    const [list, seq] = [played.past.accountsFor('ALL').accountList(), seqOf()]
    await played.goTo(atMs(11))
    expect(seqOf()).toBeGreaterThan(seq)
    expect(await seenBy(played.past.accountsFor('ALL'))).toEqual(lived.seen.get(atMs(11)))
    const before = played.past.accountsFor('ALL').accountList()
    expect(before.seq).toBeGreaterThan(list.seq)
    expect(before.accounts.map(({ id }) => id)).not.toContain('mine')
  })

  it('are seen by those who see them now and saw them then', async () => {
    await using played = await lived.at(atMs(50))
    const idsFor = (readable: readonly string[]) =>
      played.past
        .accountsFor(readable)
        .accounts()
        .map(({ id }) => id)
    expect(idsFor(['mine'])).toContain('mine')
    // It was private then, and is public now.
    expect(idsFor([])).not.toContain('mine')
    const orders = await played.past.accountsFor([]).records.orders.newestFirst({}, { limit: 100 })
    expect(typeof orders === 'string' ? [] : orders.items.map(({ accountId }) => accountId)).not.toContain('mine')
    await played.goTo(atMs(30))
    expect(idsFor([])).toContain('mine')
    await lived.do('mine', 'setAccountVisibility', { visibility: 'PRIVATE' })
    expect(idsFor([])).not.toContain('mine')
    expect(idsFor(['mine'])).toContain('mine')
    await lived.do('mine', 'setAccountVisibility', { visibility: 'PUBLIC' })
  })

  it('have the curve until then, and nothing of what came later', async () => {
    for (const [timeMs, curve] of lived.curves) {
      await using played = await lived.at(timeMs)
      const span = { fromMs: null, toMs: null, points: 100 }
      expect(await played.past.accountsFor('ALL').equity('buy-and-hold', span), say(timeMs)).toEqual(curve)
    }
    expect(lived.curves.size).toBeGreaterThan(3)
  })

  it('do not exist before they were opened, which their reader says', async () => {
    await using played = await lived.at(atMs(11))
    const reader = played.past.accountsFor('ALL')
    expect(reader.account('mine')).toBeNull()
    expect(reader.performance('mine')).toBeNull()
    expect(reader.pastMs).toBe(atMs(11))
    expect(lived.opened().desk.accounts.pastMs).toBeNull()
  })
})

const say = (timeMs: number) => `after ${(timeMs - noon) / secondMs} s`

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
