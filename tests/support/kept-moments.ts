import fc from 'fast-check'
import { getNamedType, type GraphQLSchema } from 'graphql'
import { listedByName } from '../../server/domain/instrument-name.js'
import { isOption, type ListedInstrument } from '../../server/domain/instrument.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { gammacastSchema } from '../../server/graphql/schema.js'
import { christmas, feedLive, indexTick, ladder, listing, optionsEvent, tomorrow, update } from './builders.js'
import { contractFiles } from './contract.js'
import { ManualClock, settle } from './manual-clock.js'
import { randomEvent } from './random-events.js'
import { ScriptedFeed } from './scripted-feed.js'
import { ask, startServer, uncompressed, type TestServer } from './start-server.js'
import { wholeSelection } from './whole-selection.js'
import { anyCost } from './wide-limits.js'

/** What was shown at a time, by the name of each question. */
export interface KeptMoment {
  readonly atMs: number
  readonly shown: ReadonlyMap<string, unknown>
}

class QuickFeed extends ScriptedFeed {
  override readonly staleAfterMs = 8_000
}

const perpetual = listedByName('BTC-PERPETUAL')
const listed: readonly ListedInstrument[] = [
  ...ladder([82_000, 84_000], tomorrow),
  ...ladder([84_000], christmas),
  ...(perpetual ? [perpetual] : []),
]
const prices = [0.01, 0.012, 0.5, 0.55, 1.2, 82_000, 84_000, 84_100, 130_000, 84_050.5]
const anything = randomEvent({
  number: fc.constantFrom(...prices),
  text: fc.constantFrom('The exchange is closed', ''),
  currency: fc.constantFrom('BTC', 'BTC', 'BTC', 'ETH'),
  symbol: fc.constantFrom(...listed.map((one) => one.symbol)),
  time: fc.constant(0),
  instruments: fc.oneof(fc.constant(listed), fc.shuffledSubarray([...listed])),
})
const step = fc.record({
  events: fc.array(anything, { minLength: 1, maxLength: 4 }),
  thenMs: fc.oneof(fc.integer({ min: 100, max: 900 }), fc.integer({ min: 100, max: 3_000 }), fc.constant(12_000)),
})

/** Prices that go on, so that more than doubts is told. */
function usual(nowMs: number): readonly MarketEvent[] {
  const index = 84_000 + Math.round(200 * Math.sin(nowMs / 7_000)) / 4
  const times = { eventTimeMs: nowMs, receivedTimeMs: nowMs }
  const values = { bidPriceUsd: index - 1, askPriceUsd: index + 1, markPriceUsd: index, lastPriceUsd: index + 0.5 }
  const perpetualNow: MarketEvent = { type: 'perpetual', currency: 'BTC', symbol: 'BTC-PERPETUAL', values, ...times }
  return [indexTick(index, nowMs), perpetualNow, ...usualMarks(nowMs)]
}

/** Marks of most times, so that volatility is known at the end of most minutes. */
function usualMarks(nowMs: number): readonly MarketEvent[] {
  if (Math.floor(nowMs / 1_000) % 3 === 0) return []
  const markIv = 0.4 + Math.round(1_000 * Math.sin(nowMs / 90_000)) / 20_000
  const values = { markIv, markPrice: 0.012, underlyingPriceUsd: 84_050, openInterestCoin: 5, volume24hCoin: 3 }
  const updates = listed.filter(isOption).map(({ symbol }) => update(symbol, values, nowMs))
  return [optionsEvent(updates, nowMs)]
}

/** The event as if it came now. The exchange says that it was a little before. */
function comingAt(event: MarketEvent, nowMs: number): MarketEvent {
  if (!('receivedTimeMs' in event)) return event
  const times = { eventTimeMs: nowMs - (nowMs % 70), receivedTimeMs: nowMs }
  if (event.type !== 'options') {
    const own = event.type === 'perpetual' ? { symbol: `${event.currency}-PERPETUAL` } : {}
    return { ...event, ...times, ...own }
  }
  const updates = event.updates.map((one) => ({ ...one, eventTimeMs: times.eventTimeMs }))
  return { ...event, receivedTimeMs: nowMs, updates }
}

/** A server on a clock that stands still, whose feed says random things: doubts, resets, silence, outages, listings. */
export class MomentsServer implements AsyncDisposable {
  readonly clock: ManualClock
  readonly kept: KeptMoment[] = []
  readonly #env: Record<string, string>
  readonly #steps: readonly { readonly events: readonly MarketEvent[]; readonly thenMs: number }[]
  #place = 0
  readonly #groups = groupsOf(gammacastSchema(contractFiles))
  #feed = new QuickFeed()
  #server: TestServer | null = null

  /** As many moments as `most` can be kept. */
  constructor(env: Record<string, string>, { startMs, seed, most }: { startMs: number; seed: number; most: number }) {
    this.#env = { AGENTS: 'none', ...anyCost, ...env }
    this.clock = new ManualClock(startMs)
    this.#steps = fc.sample(step, { seed, numRuns: most })
  }

  /** Again after it was stopped: on the same store, with the same feed. */
  async start(): Promise<void> {
    this.#feed = new QuickFeed()
    this.#server = await startServer({ feed: this.#feed, clock: this.clock }, this.#env)
    // Chains are made for those who hear them.
    this.#server.app.services.bus.subscribe('optionChain')
    this.#feed.say(feedLive, listing(listed, this.clock.now()), listing([], this.clock.now(), 'ETH'))
    await settle()
  }

  async stop(): Promise<void> {
    const stopping = this.#server?.[Symbol.asyncDispose]()
    this.#server = null
    await stopping
  }

  /**
   * Lets so many steps happen, and keeps what is shown after each. Candles and volatility begin anew when a feed is reset, and what
   * there was of them is not kept: they are not compared then.
   */
  async live(steps: number, { resets }: { readonly resets: boolean }): Promise<void> {
    const asking = { at: null, groups: [this.#groups.flat()], hasSeries: !resets }
    let failed = new Set<string>()
    for (const { events, thenMs } of this.#steps.slice(this.#place, this.#place + steps)) {
      const nowMs = this.clock.now()
      const said = [...usual(nowMs), ...events].filter(({ type }) => resets || type !== 'reset')
      this.#feed.say(...said.map((event) => comingAt(event, nowMs)))
      await this.clock.advance(thenMs)
      await settle()
      const shown = await this.#showAll({ ...asking, failed })
      this.kept.push({ atMs: this.clock.now(), shown })
      failed = failedOf(shown)
      // What comes in the same millisecond would belong to the moment.
      await this.clock.advance(1)
    }
    this.#place += steps
  }

  /**
   * What is shown now of a kept moment. Most are asked all at once, and so read one market. Of some each group is asked alone: its
   * market is made with less.
   */
  showAgain({ atMs, shown }: KeptMoment): Promise<ReadonlyMap<string, unknown>> {
    const at = new Date(atMs).toISOString()
    const groups = atMs % 5 === 0 ? this.#groups : [this.#groups.flat()]
    return this.#showAll({ at, groups, hasSeries: [...shown.keys()].some(isOfSeries), failed: failedOf(shown) })
  }

  async #showAll({ at, groups, hasSeries, failed }: Asking): Promise<ReadonlyMap<string, unknown>> {
    const shown = new Map<string, unknown>()
    for (const group of groups) {
      const questions = hasSeries ? group : group.filter((question) => !isOfSeries(question))
      const whole = questions.filter((question) => !failed.has(question))
      const alone = questions.filter((question) => failed.has(question)).map((question) => [question])
      for (const some of [whole, ...alone]) {
        for (const [question, answer] of await this.#answersTo(some, at)) shown.set(question, answer)
      }
    }
    return shown
  }

  /** The answer to each. They are asked together, and when one has failed apart: nobody knows what the others are then. */
  async #answersTo(questions: readonly string[], at: string | null): Promise<[string, unknown][]> {
    if (questions.length === 0) return []
    const fields = questions.map((question, index) => `q${index}: ${question}`).join(' ')
    const query = `query ($at: DateTime) { ${fields} }`
    const { httpUrl = '' } = this.#server ?? {}
    const { data, errors } = await ask<Record<string, unknown>>(httpUrl, query, { at }, uncompressed)
    if (!errors || questions.length === 1) {
      const messages = errors?.map(({ message }) => message)
      return questions.map((question, index) => {
        const answer: Answer = { data: data && data[`q${index}`], errors: messages }
        return [question, JSON.parse(JSON.stringify(answer, withoutCounts))]
      })
    }
    const apart: [string, unknown][] = []
    for (const question of questions) apart.push(...(await this.#answersTo([question], at)))
    return apart
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}

interface Asking {
  /** Null: it is asked of the present. */
  readonly at: string | null
  readonly groups: readonly (readonly string[])[]
  readonly hasSeries: boolean
  /** Questions that will likely fail. */
  readonly failed: ReadonlySet<string>
}

interface Answer {
  readonly data: unknown
  readonly errors: readonly string[] | undefined
}

/** In groups that read the same of the market. */
function groupsOf(schema: GraphQLSchema): string[][] {
  const query = schema.getQueryType()?.getFields() ?? {}
  const all = (field: string) => {
    const type = query[field]?.type
    return type ? wholeSelection(schema, getNamedType(type)) : ''
  }
  const volatility = (what: string) => `volatilityHistory(first: 6 ${what} at: $at) ${all('volatilityHistory')}`
  const candles = (what: string) => `candles(first: 6 ${what} at: $at) ${all('candles')}`
  return [
    [
      `marketData(currency: "BTC" at: $at) ${all('marketData')}`,
      `marketData(currency: "ETH" at: $at) ${all('marketData')}`,
    ],
    [
      `expiries(currency: "BTC" at: $at) ${all('expiries')}`,
      `instruments(first: 100 at: $at) ${all('instruments')}`,
      `optionsChain(limit: 100 at: $at) ${all('optionsChain')}`,
      `optionsChain(expiry: "2026-12-25" limit: 3 at: $at) ${all('optionsChain')}`,
    ],
    [
      candles('interval: M1'),
      candles('instrument: "BTC-PERPETUAL" interval: M5'),
      candles('instrument: "BTC-PERPETUAL" value: LAST interval: M1'),
      candles('instrument: "BTC-25DEC26-84000-C" interval: M1'),
    ],
    [volatility('interval: M1 tenorDays: 5'), volatility('interval: H1 tenorDays: 1')],
  ]
}

const isOfSeries = (question: string) => /^(candles|volatilityHistory)/.test(question)

/** Changes are counted since the server began to watch. */
const withoutCounts = (name: string, value: unknown) => (name === 'seq' ? undefined : value)

const failedOf = (shown: ReadonlyMap<string, unknown>) =>
  new Set([...shown].flatMap(([question, answer]) => ((answer as Answer).errors ? [question] : [])))
