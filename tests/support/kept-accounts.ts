import fc from 'fast-check'
import { getNamedType } from 'graphql'
import { isOption, type ListedInstrument } from '../../server/domain/instrument.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { startTelling, type Telling } from '../../server/feeds/simulated/simulated-events.js'
import { httpBot, type Bot } from './api/bot.js'
import { ManualClock, settle } from './manual-clock.js'
import { rootFields, schema } from './private-accounts.js'
import { ScriptedFeed } from './scripted-feed.js'
import { SocketClient } from './socket-client.js'
import { ask, startServer, uncompressed, until, type TestServer } from './start-server.js'
import { wholeSelection } from './whole-selection.js'
import { anyCost } from './wide-limits.js'

/** What was shown to somebody at a time. */
export interface ShownMoment {
  readonly atMs: number
  readonly viewer: Viewer
  readonly accounts: readonly string[]
  readonly shown: Shown
}

type Viewer = 'stranger' | 'owner'
const viewers: readonly Viewer[] = ['owner', 'stranger']

/** The account of the owner. It is private at times. */
const own = 'trader'
const publisher = 'publisher'

const states = ['performance', 'positions', 'portfolio', 'openOrders'] as const
type State = (typeof states)[number]

class QuickFeed extends ScriptedFeed {
  override readonly staleAfterMs = 8_000
}

const tickMs = 2_000
const chainMs = 10_000
const settings = { AGENT_INTERVAL_MS: '6000', EQUITY_SAMPLE_MS: '10000' }

interface Asking {
  /** Null: it is asked of the present. */
  readonly at: string | null
  /** The account that is asked of alone. */
  readonly alone?: string | undefined
}

/** What happens before a moment, and how long after the one before. */
interface Step {
  readonly thenMs: number
  readonly act: Act
  /** The market says nothing meanwhile. */
  readonly isSilent: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  thenMs: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 999 }) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 6_000 }) },
    // So that a moment is that of a tick now and then.
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constant('NOTHING' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...acts()) },
  ),
  isSilent: fc.oneof({ weight: 40, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})
const silenceMs = 13_000

function acts() {
  return [
    ...(['BUY', 'SELL', 'BID', 'FAR_BID', 'AMEND', 'CANCEL', 'EXITS', 'OPTION', 'OPTION', 'RESET'] as const),
    ...(['HIDE', 'SHOW', 'PUBLISH_PERFORMANCE', 'PUBLISH_POSITIONS', 'PUBLISH_DECISION'] as const),
  ]
}

type Act = ReturnType<typeof acts>[number] | 'NOTHING'

/** A server on a clock that stands still, with agents, an owner and a publisher on a simulated market. */
export class AccountsServer implements AsyncDisposable {
  readonly clock: ManualClock
  readonly kept: ShownMoment[] = []
  /** What the owner and the publisher did. */
  readonly done = new Set<string>()
  readonly #env: Record<string, string>
  readonly #steps: readonly Step[]
  #place = 0
  #feed = new QuickFeed()
  #telling: Telling
  readonly #options = new NearOptions()
  #server: TestServer | null = null
  #tokens: Readonly<Record<string, string>> | null = null
  #followed = new Map<string, Followed>()
  /** How many were told of. */
  #decisions = 0

  /** As many moments as `most` can be kept. */
  constructor(env: Record<string, string>, { startMs, seed, most }: { startMs: number; seed: number; most: number }) {
    this.#env = { ...anyCost, ...settings, ...env }
    this.clock = new ManualClock(startMs)
    this.#telling = tellingFrom(startMs)
    this.#steps = fc.sample(step, { seed, numRuns: most })
  }

  /** Again after it was stopped: on the same store, in the market of now. */
  async start(): Promise<void> {
    this.#feed = new QuickFeed()
    this.#telling = tellingFrom(this.clock.now())
    this.#server = await startServer({ feed: this.#feed, clock: this.clock }, this.#env)
    this.#tokens ??= { [own]: await this.#server.mint(own), [publisher]: await this.#server.mint(publisher) }
    void this.#countDecisions(this.#server.app.services.bus.subscribe('decision'))
    this.#feed.say(...this.#options.of([...this.#telling.first()]))
    await settle()
  }

  async stop(): Promise<void> {
    for (const one of this.#followed.values()) one[Symbol.dispose]()
    this.#followed.clear()
    const stopping = this.#server?.[Symbol.asyncDispose]()
    this.#server = null
    await stopping
  }

  /** The accounts are opened between two ticks. */
  async open(): Promise<void> {
    await this.#bot(own).do('openAccount', { depositUsd: 50_000 })
    await this.#bot(publisher).do('publishPerformance', { asOf: iso(this.clock.now()), totalReturnPct: 12 })
  }

  /** Lets so many steps happen, and keeps what is shown after each. */
  async live(steps: number): Promise<void> {
    for (const one of this.#steps.slice(this.#place, this.#place + steps)) {
      await this.#pass(one.isSilent ? silenceMs : one.thenMs, one)
      await this.#do(one.act)
      await this.#keep()
      // What comes in the same millisecond would belong to the moment.
      await this.clock.advance(1)
    }
    this.#place += steps
  }

  /** Who was private then and is private now is shown to nobody else at any time: so all are public in the end. */
  async showAll(): Promise<void> {
    await this.#bot(own).do('setAccountVisibility', { visibility: 'PUBLIC' })
  }

  /**
   * What is shown now of a kept moment. At about a fifth of the moments, one account is asked about in a query of its own. Then no
   * other account is valued.
   */
  async showAgain({ atMs, viewer, accounts }: ShownMoment): Promise<Shown> {
    const alone = atMs % 5 === 0 ? accounts[atMs % accounts.length] : undefined
    return withoutCounts(await this.#show(viewer, accounts, { at: iso(atMs), alone }))
  }

  async #pass(ms: number, { isSilent }: Step): Promise<void> {
    const untilMs = this.clock.now() + ms
    for (let tellMs = this.#telling.nextMs(); tellMs <= untilMs; tellMs = this.#telling.nextMs()) {
      await this.clock.advance(tellMs - this.clock.now())
      const events = [...this.#telling.until(tellMs)]
      const said = this.#options.of(events)
      if (!isSilent) this.#feed.say(...said)
      await this.#settled()
    }
    await this.clock.advance(untilMs - this.clock.now())
  }

  /** What was heard is valued, decided and committed. An agent's commit may wait for one of the engine. */
  async #settled(): Promise<void> {
    for (let before = '', now = 'nothing'; now !== before;) {
      before = now
      await settle()
      // The queue of commits answers when all that was asked for before is done.
      await this.#running.app.services.journal.wasKept({ accountId: own })
      await settle()
      now = this.#changes()
    }
  }

  /** Differs when anything was told of accounts. */
  #changes(): string {
    const { accounts } = this.#running.app.services
    const seqs = accounts.accounts().flatMap(({ id }) => states.map((state) => accounts[state](id)?.seq ?? 0))
    return JSON.stringify([seqs, this.#decisions])
  }

  async #countDecisions(decisions: AsyncIterable<unknown>): Promise<void> {
    for await (const _ of decisions) this.#decisions += 1
  }

  async #keep(): Promise<void> {
    await this.#settled()
    for (const viewer of this.kept.length % 5 === 0 ? viewers : viewers.slice(0, 1)) {
      const accounts = this.#askedFor(viewer)
      const shown = await this.#show(viewer, accounts, { at: null })
      if (viewer === 'owner') await this.#compareWithStreams(accounts, shown)
      this.kept.push({ atMs: this.clock.now(), viewer, accounts, shown: withoutCounts(shown) })
    }
  }

  /** Of whom all is asked at a moment: of the trader, when he is seen, and of another in turn. */
  #askedFor(viewer: Viewer): readonly string[] {
    const { services } = this.#running.app
    const readable = viewer === 'owner' ? [own] : []
    const seen = services.live
      .accountsFor(readable)
      .accounts()
      .map(({ id }) => id)
    const others = seen.filter((id) => id !== own)
    const turn = this.kept.length % others.length
    return [...(seen.includes(own) ? [own] : []), ...others.slice(turn, turn + 1)]
  }

  /** What is asked of all accounts and of each is asked together, so that one moment serves for it. */
  async #show(viewer: Viewer, accounts: readonly string[], { at, alone }: Asking): Promise<Shown> {
    const together = accounts.filter((account) => account !== alone)
    const ids = Object.fromEntries(together.map((account, place) => [`account${place}`, account]))
    const answer = await this.#answerTo(viewer, ofAllAnd(together.length), { ...ids, at })
    const each: Fields[] = []
    for (const account of accounts) {
      if (account !== alone) each.push(saidOfOne(answer, together.indexOf(account)))
      else each.push(saidOfOne(await this.#answerTo(viewer, ofOne, { account0: account, at }), 0))
    }
    return { all: saidOfAll(answer), each }
  }

  async #answerTo(viewer: Viewer, query: string, variables: Record<string, unknown>): Promise<Fields> {
    const authorization = viewer === 'owner' ? { authorization: `Bearer ${this.#tokens?.[own]}` } : {}
    const headers = { ...authorization, ...uncompressed }
    const { data, errors } = await ask<Fields>(this.#running.httpUrl, query, variables, headers)
    if (!data || errors) throw new Error(JSON.stringify(errors))
    return data
  }

  /** Subscribers saw last what a query answers, but for the time and what is said of the account, which alone are no event. */
  async #compareWithStreams(accounts: readonly string[], shown: Shown): Promise<void> {
    for (const [index, account] of accounts.entries())
      for (const state of states) {
        const key = `${state} ${account}`
        const known =
          this.#followed.get(key) ?? new Followed(this.#running.wsUrl, this.#tokens?.[own] ?? '', state, account)
        this.#followed.set(key, known)
        const asked = shown.each[index]?.[state] as LivePayload
        const seen = await known.until(asked.seq)
        const [said, answered] = [seen, asked].map((one) => JSON.stringify({ ...one, asOf: null }, withoutAccount))
        if (said !== answered) throw new Error(`Subscribers saw ${said} of ${key}, and a query answers ${answered}`)
      }
  }

  async #do(act: Act): Promise<void> {
    const made = await this.#call(act)
    if (made) this.done.add(`${act} ${made}`)
  }

  /** Answers what became of it. */
  async #call(act: Act): Promise<string | null> {
    const [trader, bot] = [this.#bot(own), this.#bot(publisher)]
    const order = async (fields: object) =>
      (await trader.do('placeOrder', { symbol: 'BTC-PERPETUAL', quantityCoin: 0.05, leverage: 5, ...fields }))
        .__typename
    const { market } = this.#running.app.services.live
    const bid = market.marketData('BTC')?.perpetual?.bidPriceUsd ?? 80_000
    switch (act) {
      case 'BUY':
        return order({ side: 'BUY', type: 'MARKET' })
      case 'SELL':
        return order({ side: 'SELL', type: 'MARKET' })
      case 'BID':
        return order({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', limitPriceUsd: Math.round(bid) - 20 })
      case 'FAR_BID':
        return order({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', limitPriceUsd: 1_000 })
      case 'AMEND': {
        const waiting = this.#running.app.services.accounts.openOrders(own)?.orders[0]
        if (!waiting) return null
        return (await trader.do('amendOrder', { orderId: waiting.id, quantityCoin: 0.1 })).__typename
      }
      case 'CANCEL':
        return (await trader.do('cancelOrders', {})).__typename
      case 'EXITS':
        return (await trader.do('setExits', { trailingStop: { distanceUsd: 150 } })).__typename
      case 'OPTION': {
        const [nearestMs = 0] = market.expiries('BTC')
        const offered = market.chain('BTC', nearestMs)?.contracts.find(({ askPriceUsd }) => askPriceUsd !== null)
        return offered
          ? order({ symbol: offered.symbol, side: 'BUY', type: 'MARKET', quantityCoin: 0.1, leverage: undefined })
          : null
      }
      case 'RESET':
        return (await trader.do('resetAccount', { depositUsd: 40_000 })).__typename
      case 'HIDE':
      case 'SHOW': {
        const visibility = act === 'HIDE' ? 'PRIVATE' : 'PUBLIC'
        return (await trader.do('setAccountVisibility', { visibility })).__typename
      }
      case 'PUBLISH_PERFORMANCE':
        return (await bot.do('publishPerformance', { asOf: iso(this.clock.now()), totalReturnPct: bid / 10_000 }))
          .__typename
      case 'PUBLISH_POSITIONS': {
        const positions = [{ symbol: 'BTC-PERPETUAL', side: 'LONG', quantityCoin: 1, leverage: 2, entryPriceUsd: bid }]
        return (await bot.do('publishPositions', { asOf: iso(this.clock.now()), positions })).__typename
      }
      case 'PUBLISH_DECISION':
        return (await bot.do('publishDecision', {})).__typename
      default:
        return null
    }
  }

  #bot(account: string): Bot {
    return httpBot(this.#running, this.#tokens?.[account] ?? '')
  }

  get #running(): TestServer {
    if (!this.#server) throw new Error('The server does not run')
    return this.#server
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}

const withoutAccount = (name: string, value: unknown) => (name === 'account' ? undefined : value)

interface LivePayload {
  readonly seq: number
}

type Fields = Readonly<Record<string, unknown>>

/** Of all accounts together, and of each. */
interface Shown {
  readonly all: Fields
  readonly each: readonly Fields[]
}

/** A state of an account, as its owner follows it. */
class Followed implements Disposable {
  readonly #socket: SocketClient
  #last: LivePayload | null = null

  constructor(wsUrl: string, token: string, state: State, account: string) {
    this.#socket = new SocketClient(wsUrl)
    void this.#follow(token, state, account)
  }

  async #follow(token: string, state: State, account: string): Promise<void> {
    try {
      await this.#socket.initAs(token)
      this.#socket.subscribe('s', `subscription { ${state}(account: "${account}") ${allOf(state)} }`)
      for (;;) this.#last = (await this.#socket.nextData<Record<State, LivePayload>>('s'))[state]
    } catch {
      // The server was stopped.
    }
  }

  async until(seq: number): Promise<LivePayload | null> {
    return until(
      () => Promise.resolve(this.#last),
      (last) => last?.seq === seq,
    )
  }

  [Symbol.dispose](): void {
    this.#socket[Symbol.dispose]()
  }
}

/** Of all options only those of the nearest expiries, around the money: the others would take most of the time. */
class NearOptions {
  static readonly #expiries = 4
  static readonly #widest = 0.06
  #priceUsd = 0
  readonly #kept = new Set<string>()

  of(events: readonly MarketEvent[]): readonly MarketEvent[] {
    const index = events.find((event) => event.type === 'index')
    if (index?.type === 'index') this.#priceUsd ||= index.priceUsd ?? 0
    return events.map((event) => this.#only(event))
  }

  #only(event: MarketEvent): MarketEvent {
    if (event.type === 'listing') return { ...event, instruments: this.#near(event.instruments) }
    if (event.type !== 'options') return event
    return { ...event, updates: event.updates.filter(({ symbol }) => this.#kept.has(symbol)) }
  }

  #near(listed: readonly ListedInstrument[]): readonly ListedInstrument[] {
    const expiries = [...new Set(listed.filter(isOption).map(({ expiryMs }) => expiryMs))].sort((a, b) => a - b)
    const lastMs = expiries[NearOptions.#expiries - 1] ?? Infinity
    const near = listed.filter(
      (one) =>
        !isOption(one) ||
        (one.expiryMs <= lastMs && Math.abs(one.strikeUsd / this.#priceUsd - 1) < NearOptions.#widest),
    )
    for (const { symbol } of near) this.#kept.add(symbol)
    return near
  }
}

const iso = (ms: number) => new Date(ms).toISOString()

function tellingFrom(fromMs: number): Telling {
  return startTelling({ seed: 'accounts', currencies: ['BTC'], fromMs, tickMs, chainMs })
}

function allOf(field: string): string {
  const found = rootFields('query').find(({ name }) => name === field)
  return found ? wholeSelection(schema, getNamedType(found.type)) : ''
}

/** All that readers can ask of accounts together. */
const fieldsOfAll = (() => {
  const lists = ['decisions', 'orders', 'fills', 'closedTrades']
  return `
    accounts(at: $at) ${allOf('accounts')}
    leaderboard(first: 50 at: $at) ${allOf('leaderboard')}
    ${lists.map((list) => `${list}(first: 12 at: $at) ${allOf(list)}`).join('\n')}
    open: decisions(first: 12 outcome: [OPEN] at: $at) ${allOf('decisions')}
    waiting: orders(first: 12 status: [OPEN] at: $at) ${allOf('orders')}`
})()

/** All that they can ask of the account in a place. */
function fieldsOfOne(place: number): string {
  const fields = [
    ...states.map((state) => `${state}: ${state}(account: $account${place} at: $at) ${allOf(state)}`),
    `equity: equity(account: $account${place} points: 20 at: $at) ${allOf('equity')}`,
    `fills: fills(account: [$account${place}] first: 4 at: $at) ${allOf('fills')}`,
  ]
  return fields.map((field) => `of${place}_${field}`).join('\n')
}

const ofOne = `query ($at: DateTime $account0: ID!) { ${fieldsOfOne(0)} }`

function ofAllAnd(count: number): string {
  const places = Array.from({ length: count }, (_, place) => place)
  const ids = places.map((place) => `$account${place}: ID!`).join(' ')
  return `query ($at: DateTime ${ids}) { ${fieldsOfAll} ${places.map(fieldsOfOne).join('\n')} }`
}

function saidOfOne(answer: Fields, place: number): Fields {
  const prefix = `of${place}_`
  const own = Object.entries(answer).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]))
}

const saidOfAll = (answer: Fields): Fields =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !/^of\d+_/.test(name)))

/** Changes of states are counted since the server began to watch. Those of records stay. */
function withoutCounts({ all, each }: Shown): Shown {
  const unnumbered = (state: unknown) => ({ ...(state as LivePayload), seq: null })
  const leaderboard = all.leaderboard as readonly { readonly performance: LivePayload }[]
  const entries = leaderboard.map((entry) => ({ ...entry, performance: unnumbered(entry.performance) }))
  const ofEach = each.map((one) => ({
    ...one,
    ...Object.fromEntries(states.map((state) => [state, unnumbered(one[state])])),
  }))
  return { all: { ...all, leaderboard: entries }, each: ofEach }
}
