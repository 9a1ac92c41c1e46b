import { createSourceEventStream, execute, graphql, parse, type ExecutionResult } from 'graphql'
import { Sessions } from '../../../server/auth/sessions.js'
import { viewerOf } from '../../../server/auth/viewer.js'
import type { Topic } from '../../../server/bus/event-bus.js'
import { memoryBus } from '../../../server/bus/memory/memory-bus.js'
import { listedByName } from '../../../server/domain/instrument-name.js'
import type { StateSource } from '../../../server/fanout/live-source.js'
import { contextFor, type GraphqlContext, type Services } from '../../../server/graphql/context.js'
import { gammacastSchema } from '../../../server/graphql/schema.js'
import type { Command } from '../../../server/trading/brokerage.js'
import { christmas, marketData, noon, option, tomorrow } from '../builders.js'
import { contractFiles } from '../contract.js'
import { ManualClock } from '../manual-clock.js'
import {
  account,
  newClosedTrade,
  newDecision,
  newFill,
  newOrderEvent,
  order,
  publishedPositions,
} from '../store/records.js'

/** Of somebody who reads the market and writes to one account. */
const everyScope = ['market:read', 'account:read:a', 'account:trade:a', 'account:publish:a', 'accounts:open']
const schema = gammacastSchema(contractFiles)
const header = { seq: 1, asOf: noon, source: 'SIMULATED', freshness: 'LIVE' } as const
export const ofAccount = { ...header, accountId: 'a' }
const of = { accountId: 'a', seq: 7, recordedAtMs: noon + 9 }
const summary = { expiryMs: tomorrow, contractCount: 2, atmIv: 0.5, underlyingPriceUsd: 1, underlyingFreshness: 'LIVE' }

const decision = { ...newDecision(), ...of, closedAtMs: noon + 3 }
/** One event of each topic. */
export const events = {
  decision,
  scoreEvent: { id: 's-1', ...of, decision },
  orderEvent: { ...newOrderEvent(), ...of },
  fill: { ...newFill(), ...of },
  closedTrade: { ...newClosedTrade(), ...of },
}
export const kept = order({ id: 'o-1', placedAtMs: noon + 1, updatedAtMs: noon + 2 })
export const accounts = [
  account('a'),
  {
    ...account('b'),
    resets: 3,
    recentResetsMs: [noon, noon + 1, noon + 2],
    closedAtMs: noon,
    hasTraded: true,
    visibility: 'PRIVATE',
  },
]
const instruments = [
  { ...option(84_000, 'CALL'), tickSize: { base: 0.1, steps: [{ above: 1, tick: 0.5 }] }, makerCommission: 0.1 },
  { ...listedByName('BTC-PERPETUAL'), symbol: 'BTC-PERPETUAL', takerCommission: 0.2 },
]
export const chain = {
  ...header,
  currency: 'BTC',
  expiryMs: tomorrow,
  underlyingFreshness: 'LIVE',
  openInterest: { callsCoin: 3, putsCoin: 2, largestCoin: 1 },
  contractCount: 0,
  whole: true,
  expiries: [{ ...header, ...summary, openInterest: { callsCoin: 0, putsCoin: 2, largestCoin: null } }],
  contracts: [],
  removed: [],
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] }

/**
 * The whole schema over services that hold one of everything. Tests see what the services were asked, say what the next
 * command is answered with, and change the states that queries and streams show, by topic.
 */
export function apiOfRecords(scopes = everyScope) {
  const clock = new ManualClock(noon)
  const asked: unknown[] = []
  const commands: Command[] = []
  const answers: object[] = []
  const bus = memoryBus()
  const states: Record<string, object> = {
    marketData: marketData({}),
    expirySummaries: { ...header, currency: 'BTC', expiries: [summary] },
    optionChain: chain,
    instruments: { ...header, currency: 'BTC', instruments },
    performance: ofAccount,
    positions: { ...ofAccount, positions: publishedPositions('S').positions },
    portfolio: ofAccount,
    openOrders: { ...ofAccount, orders: [kept] },
    account: { seq: 1, accounts },
    leaderboard: { seq: 1, asOf: noon, entries: [] },
    status: { seq: 1, version: '1' },
  }
  /** A log with one record, which passes every filter. */
  const logOf = (record: object) => ({
    newestFirst: (filter: object, page: object) => {
      asked.push([filter, page])
      return Promise.resolve({ items: [record], hasMore: false })
    },
    get: (id: string) => Promise.resolve(id === 'o-1' ? record : null),
    passes: () => true,
  })
  const stateOf = (topic: string) => (id: string) => (id === 'a' || id === 'BTC' ? (states[topic] ?? null) : null)
  const reader = {
    accounts: () => accounts,
    account: (id: string) => accounts.find((one) => one.id === id) ?? null,
    accountOf: ({ accountId }: { accountId: string }) => accounts.find((one) => one.id === accountId) ?? null,
    sees: (id: string) => id === 'a',
    subscribe: (topic: Topic, { accountId, signal }: { accountId: string; signal: AbortSignal }) =>
      bus.subscribe(topic, { keys: [accountId], signal }),
    news: (topic: Topic, { signal }: { signal: AbortSignal }) => bus.subscribe(topic, { signal }),
    audience: () => ({ name: 'audience', accounts: reader as unknown }),
    readersOf: (id: string) => ({ name: `readers of ${id}`, accounts: reader as unknown }),
    onDivision: () => undefined,
    accountChanges: (signal: AbortSignal) => bus.subscribe('account', { signal }),
    leaderboardChanges: (first: number, signal: AbortSignal) =>
      bus.subscribe('leaderboard', { keys: [String(first)], signal }),
    onWithdrawal: (listener: () => void) => void asked.push(['withdrawal', listener]),
    performance: stateOf('performance'),
    positions: stateOf('positions'),
    portfolio: stateOf('portfolio'),
    openOrders: stateOf('openOrders'),
    accountList: () => states.account,
    leaderboard: (first: number) => {
      asked.push(first)
      return []
    },
    liveLeaderboard: (first: number) => {
      asked.push(first)
      return states.leaderboard
    },
    equity: (id: string, span: object) => {
      asked.push([id, span])
      return Promise.resolve({ accountId: id, points: [{ timeMs: noon, accountValueUsd: 5 }] })
    },
    records: {
      decisions: logOf(decision),
      decisionsAsMade: logOf(decision),
      scoreEvents: logOf(events.scoreEvent),
      orders: logOf(kept),
      orderEvents: logOf(events.orderEvent),
      fills: logOf(events.fill),
      closedTrades: logOf(events.closedTrade),
    },
  }
  const live = {
    bus,
    clock,
    market: {
      feedStatus: () => ({ currencies: ['BTC'] }),
      expiries: () => [tomorrow, christmas],
      marketData: stateOf('marketData'),
      expirySummaries: stateOf('expirySummaries'),
      instruments: () => ({ instruments: new Map(instruments.map((one) => [one.symbol, one])) }),
      indexHistory: (currency: string, points: number) => {
        asked.push([currency, points])
        return [{ timeMs: noon, priceUsd: 84_000 }]
      },
    },
    chains: {
      read: (choice: object) => {
        asked.push(choice)
        return states.optionChain ?? null
      },
      follow: (_bus: unknown, choice: object) => void asked.push(['follow', choice]),
      changes: (_bus: unknown, _choice: object, signal: AbortSignal) => bus.subscribe('optionChain', { signal }),
    },
    instruments: {
      read: (choice: object) => {
        asked.push(choice)
        return states.instruments ?? null
      },
      follow: (_bus: unknown, choice: object) => void asked.push(['follow', choice]),
    },
    watchExpiry: (currency: string, expiryMs: number) => {
      asked.push(['watch', currency, expiryMs])
      return { [Symbol.dispose]: () => void asked.push(['leave', currency, expiryMs]) }
    },
    accountsFor: () => reader,
  }
  const services: Record<string, unknown> = {
    live,
    sessions: new Sessions(clock),
    status: { read: () => states.status },
    brokerage: {
      carryOut(command: Command) {
        commands.push(command)
        return Promise.resolve(answers.at(-1))
      },
      kindOf: (id: string) => accounts.find((one) => one.id === id)?.kind ?? null,
    },
    isAgentAccount: () => false,
  }
  const context: Changeable<GraphqlContext> = contextFor(services as unknown as Services, viewerOf('token:1', scopes))
  return {
    context,
    asked,
    commands,
    answers,
    bus,
    states,
    services,
    live,
    /** The data of a query or mutation. Rejects with its first error. */
    async show(source: string): Promise<Record<string, unknown>> {
      const { data, errors } = await graphql({ schema, source, contextValue: context })
      if (errors?.[0]) throw errors[0]
      return JSON.parse(JSON.stringify(data)) as Record<string, unknown>
    },
    /** What an event of a subscription shows. */
    async showEvent(query: string, rootValue: unknown): Promise<unknown> {
      const document = parse(`subscription { shown: ${query} }`)
      const { data, errors } = await execute({ schema, document, rootValue, contextValue: context })
      if (errors?.[0]) throw errors[0]
      return (JSON.parse(JSON.stringify(data)) as { shown: unknown }).shown
    },
    /** The source of a subscription, before anybody reads it. */
    async sourceOf(query: string): Promise<StateSource<{ readonly seq: number }>> {
      const made: unknown = await createSourceEventStream({
        schema,
        document: parse(`subscription { ${query} }`),
        contextValue: context,
      })
      const { errors } = made as ExecutionResult
      if (errors?.[0]) throw errors[0]
      return made as StateSource<{ readonly seq: number }>
    },
  }
}
