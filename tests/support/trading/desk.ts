import { chainKey, type EventBus, type Topic, type Topics } from '../../../server/bus/event-bus.js'
import { memoryBus } from '../../../server/bus/memory/memory-bus.js'
import type { Fill } from '../../../server/domain/fill.js'
import type { HeardMarket, Perpetual } from '../../../server/domain/market-data.js'
import type { HeardChain } from '../../../server/domain/option-chain.js'
import type { Order, PlacedRequest } from '../../../server/domain/order.js'
import type { Store } from '../../../server/storage/open-store.js'
import type {
  Answers,
  Call,
  CommandKind,
  CommandOf,
  NoAccount,
  OrderRefusal,
  Wishes,
} from '../../../server/trading/brokerage.js'
import { openDesk, type Desk, type DeskOptions } from '../../../server/trading/desk.js'
import { ManualClock, settle } from '../manual-clock.js'
import { readBack } from '../store/read-log.js'
import { sqliteHomeInMemory } from '../store/store-home.js'
import { marketWith, startMs } from './builders.js'
import { heldJournal, type HeldJournal } from './held-journal.js'
import { scriptedAgent, type Script, type ScriptedAgent } from './scripted-agent.js'

/** What differs from one agent `a` with 10,000 USD that plays the script, every 10 s. */
export interface DeskSetup extends Partial<
  Pick<DeskOptions, 'agents' | 'source' | 'reservedNames' | 'sampleIntervalMs' | 'watchExpiry'>
> {
  readonly script?: Script
  /** Whose commits a held journal holds; left out: all. */
  readonly held?: readonly string[]
}

export const intervalMs = 10_000

const minute = 60_000

let keys = 0

/** For tests: a call that nobody made before. */
export function callOf(accountId: string, values: Partial<Call> = {}): Call {
  const idempotencyKey = values.idempotencyKey ?? `key-${(keys += 1)}`
  return { accountId, idempotencyKey, fingerprint: `request of ${idempotencyKey}`, ...values }
}

/** For tests: a desk on a store of its own, with a bus that remembers what was published and a clock at 0. */
export async function deskUnderTest(setup: DeskSetup = {}): Promise<DeskUnderTest> {
  const test = new DeskUnderTest(setup)
  await test.open().catch(async (error: unknown) => {
    await test[Symbol.asyncDispose]()
    throw error
  })
  return test
}

/** For tests: a desk with the account `me` of 10,000 USD and nobody else, in a market that has been heard. */
export async function tradingDesk(setup: DeskSetup = {}): Promise<DeskUnderTest> {
  const test = await deskUnderTest({ agents: [], ...setup })
  await test.openAccount()
  await test.say()
  return test
}

export class DeskUnderTest implements AsyncDisposable {
  readonly clock = new ManualClock(0)
  readonly agent: ScriptedAgent
  readonly bus: EventBus
  readonly failures: string[] = []
  /** Expiries that the feed was asked to watch and still is to, as `currency:expiryMs`. */
  readonly watched: string[] = []
  readonly home = sqliteHomeInMemory()
  readonly #log: { readonly topic: Topic; readonly event: Topics[Topic] }[] = []
  #setup: DeskSetup
  #running: { readonly desk: Desk; readonly store: Store; readonly journal: HeldJournal } | null = null
  #ids = 0
  #asOf = startMs

  constructor(setup: DeskSetup) {
    this.#setup = setup
    this.agent = scriptedAgent(...(setup.script ?? []))
    this.bus = remembering(memoryBus(), (topic, event) => this.#log.push({ topic, event }))
  }

  get desk(): Desk {
    return this.#open().desk
  }

  get journal(): HeldJournal {
    return this.#open().journal
  }

  async open(): Promise<void> {
    const { held, script: _, ...options } = this.#setup
    const store = await this.home.open({
      now: () => this.clock.now(),
      sampleIntervalMs: options.sampleIntervalMs ?? 1_000,
    })
    const journal = heldJournal(store.journal, held)
    const opening = openDesk({
      agents: [{ id: 'a', name: 'Account A', agent: this.agent, depositUsd: 10_000 }],
      source: 'SIMULATED',
      reservedNames: [],
      sampleIntervalMs: 1_000,
      watchExpiry: (currency, expiryMs) => this.#watch(`${currency}:${expiryMs}`),
      ...options,
      bus: this.bus,
      journal,
      equity: store.equity,
      clock: this.clock,
      decisionIntervalMs: intervalMs,
      newId: () => `id-${String((this.#ids += 1)).padStart(4, '0')}`,
      log: { error: (_details: unknown, message?: string) => void this.failures.push(message ?? '') },
    })
    const desk = await opening.catch(async (error: unknown) => {
      await store[Symbol.asyncDispose]()
      throw error
    })
    this.#running = { desk, store, journal }
  }

  /** Stops the desk and its store. */
  async close(): Promise<void> {
    await this.#running?.desk[Symbol.asyncDispose]()
    await this.#running?.store[Symbol.asyncDispose]()
    this.#running = null
  }

  /** Stops the desk and opens another on the same store; nothing of the market is known to it yet. */
  async restart(changes: DeskSetup = {}): Promise<void> {
    await this.close()
    this.#setup = { ...this.#setup, ...changes }
    await this.open()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#running?.journal.open()
    await this.close()
    await this.home[Symbol.asyncDispose]()
  }

  /** Publishes market data of BTC 250 ms after the last, and lets the desk see them. */
  async hear(values: Partial<Perpetual> = {}, rest: Partial<HeardMarket> = {}): Promise<void> {
    this.#asOf = rest.asOf ?? this.#asOf + 250
    const market = marketWith(values, { asOf: this.#asOf, ...rest })
    this.bus.publish('heardMarket', market.currency, market)
    await settle()
  }

  /** As `hear`, and has the desk finish what comes of it. */
  async say(values: Partial<Perpetual> = {}, rest: Partial<HeardMarket> = {}): Promise<void> {
    await this.hear(values, rest)
    await this.desk.settled()
  }

  /** As `say`, having said the same once a minute all the way there: a longer step would be a gap. */
  async sayUntil(asOf: number, values: Partial<Perpetual> = {}, rest: Partial<HeardMarket> = {}): Promise<void> {
    while (this.#asOf + minute < asOf) await this.hear(values, { ...rest, asOf: this.#asOf + minute })
    await this.say(values, { ...rest, asOf })
  }

  async sayChain(chain: HeardChain): Promise<void> {
    await this.publish('heardChain', chainKey(chain.currency, chain.expiryMs), chain)
  }

  /** Publishes anything, and has the desk finish what comes of it. */
  async publish<T extends Topic>(topic: T, key: string, event: Topics[T]): Promise<void> {
    this.bus.publish(topic, key, event)
    await this.desk.settled()
  }

  /** Asks as the owner of an account does; the command travels as JSON, as between processes. */
  ask<K extends CommandKind>(kind: K, call: Call, wish: Wishes[K], mayStill = () => true): Promise<Answers[K]> {
    const command: CommandOf<K> = { kind, ...call, wish }
    return this.desk.brokerage.carryOut(JSON.parse(JSON.stringify(command)) as CommandOf<K>, mayStill)
  }

  /** Opens a paper account for a caller of the API. */
  async openAccount(accountId = 'me', depositUsd = 10_000): Promise<void> {
    await this.ask('openAccount', callOf(accountId), { name: accountId, depositUsd })
  }

  /** Places an order; throws when it is refused. */
  async place(
    request: PlacedRequest,
    accountId = 'me',
  ): Promise<{ readonly order: Order; readonly fills: readonly Fill[] }> {
    const answer = await this.ask('placeOrder', callOf(accountId), request)
    if ('refused' in answer) throw new Error(`${answer.refused}: ${answer.message}`)
    return answer
  }

  /** Places an order that is to be refused. */
  async refusal(request: PlacedRequest, accountId = 'me'): Promise<OrderRefusal | NoAccount> {
    const answer = await this.ask('placeOrder', callOf(accountId), request)
    if ('done' in answer) throw new Error(`It was placed: ${answer.order.status}`)
    return answer
  }

  async order(id: string): Promise<Order> {
    const order = await this.journal.orders.get(id)
    if (!order) throw new Error(`There is no order ${id}`)
    return order
  }

  /** All fills of an account, oldest first. */
  async fills(accountId = 'me'): Promise<readonly Fill[]> {
    return (await readBack(this.journal.fills, { accountId: [accountId] })).reverse()
  }

  /** All decisions of an account, oldest first. */
  async decisions(accountId = 'a') {
    return (await readBack(this.journal.decisions, { accountId: [accountId] })).reverse()
  }

  /** All closed trades of an account, oldest first. */
  async closedTrades(accountId = 'me') {
    return (await readBack(this.journal.closedTrades, { accountId: [accountId] })).reverse()
  }

  performance(accountId = 'me') {
    const performance = this.desk.accounts.performance(accountId)
    if (!performance) throw new Error(`There is no account ${accountId}`)
    return performance
  }

  positions(accountId = 'me') {
    return this.desk.accounts.positions(accountId)?.positions ?? []
  }

  /** Topics in the order of their events, the market's left out. */
  publishedTopics(): Topic[] {
    return this.#log.map(({ topic }) => topic).filter((topic) => topic !== 'heardMarket' && topic !== 'heardChain')
  }

  published<T extends Topic>(topic: T): Topics[T][] {
    return this.#log.filter((one) => one.topic === topic).map(({ event }) => event as Topics[T])
  }

  #open() {
    if (!this.#running) throw new Error('The desk is closed')
    return this.#running
  }

  #watch(interest: string): Disposable {
    this.watched.push(interest)
    return { [Symbol.dispose]: () => void this.watched.splice(this.watched.indexOf(interest), 1) }
  }
}

/** Somebody watches everything on this bus. */
function remembering(bus: EventBus, remember: (topic: Topic, event: Topics[Topic]) => void): EventBus {
  return {
    ...bus,
    isHeard: () => true,
    publish(topic, key, event) {
      remember(topic, event)
      bus.publish(topic, key, event)
    },
  }
}
