import { setImmediate } from 'node:timers/promises'
import type { EventBus, Topic, Topics } from '../../../server/bus/event-bus.js'
import type { Perpetual, MarketData } from '../../../server/domain/market-data.js'
import type { DecisionJournal } from '../../../server/storage/decision-journal.js'
import type {
  AgentDecision,
  AgentView,
  EnterDecision,
  TradingAgent,
} from '../../../server/trading/agents/trading-agent.js'
import type { TradingDesk, TradingOptions } from '../../../server/trading/runner.js'
import { startTrading } from '../../../server/trading/runner.js'
import { marketWith } from './builders.js'

/** What an agent decides, one after the other; an Error is thrown. */
export type Script = readonly (AgentDecision | Error)[]

/** For tests: an agent that plays a list of decisions, throws what is an Error, and holds when the list is over. */
export interface ScriptedAgent extends TradingAgent {
  readonly views: AgentView[]
}

/** For tests: a desk of one account `a` with 10,000 USD, on a bus that remembers what was published. */
export interface DeskUnderTest {
  readonly desk: TradingDesk
  readonly bus: EventBus
  readonly agent: ScriptedAgent
  /** Topics in the order of their events, the market's left out. */
  order(): Topic[]
  readonly failures: string[]
  published<T extends Topic>(topic: T): Topics[T][]
  /** Publishes market data 250 ms after the last and lets everything that is ready run. */
  say(values?: Partial<Perpetual>, rest?: Partial<MarketData>): Promise<void>
}

export const startMs = 1_700_000_000_000

export function scriptedAgent(...script: Script): ScriptedAgent {
  const left = [...script]
  const views: AgentView[] = []
  return {
    name: 'Script',
    model: 'script-1',
    currency: 'BTC',
    views,
    decide(view) {
      views.push(view)
      const next = left.shift() ?? holding
      if (next instanceof Error) throw next
      return next
    },
  }
}

const holding: AgentDecision = { action: 'HOLD', confidence: 0.5, reasoning: 'Nothing to do.' }
export const closing: AgentDecision = { action: 'CLOSE', confidence: 0.6, reasoning: 'Enough.' }

/** For tests: buy 10 coins at leverage 2. */
export function buying(values: Partial<EnterDecision> = {}): EnterDecision {
  return {
    action: 'BUY_TO_ENTER',
    confidence: 0.7,
    reasoning: 'It rises.',
    quantityCoin: 10,
    leverage: 2,
    stopLossUsd: 90,
    profitTargetUsd: 120,
    invalidation: 'It falls.',
    ...values,
  }
}

/** `script` is played by the agent of account `a`. */
export function deskUnderTest(
  parts: Pick<TradingOptions, 'bus' | 'journal' | 'clock'> & Partial<TradingOptions>,
  script: Script = [],
): DeskUnderTest {
  const log: { topic: Topic; event: Topics[Topic] }[] = []
  const failures: string[] = []
  const bus = remembering(parts.bus, (topic, event) => topic !== 'marketData' && log.push({ topic, event }))
  const agent = scriptedAgent(...script)
  const desk = startTrading({
    accounts: [{ id: 'a', name: 'Account A', agent, depositUsd: 10_000 }],
    source: 'SIMULATED',
    log: { error: (_details, message) => failures.push(message) },
    ...parts,
    bus,
  })
  let asOf = startMs
  return {
    desk,
    bus,
    agent,
    failures,
    order: () => log.map(({ topic }) => topic),
    published: <T extends Topic>(topic: T) =>
      log.filter((one) => one.topic === topic).map(({ event }) => event as Topics[T]),
    async say(values = {}, rest = {}) {
      asOf = rest.asOf ?? asOf + 250
      bus.publish('marketData', 'BTC', marketWith(values, { asOf, ...rest }))
      await setImmediate()
    },
  }
}

function remembering(bus: EventBus, remember: (topic: Topic, event: Topics[Topic]) => void): EventBus {
  return {
    ...bus,
    publish(topic, key, event) {
      remember(topic, event)
      bus.publish(topic, key, event)
    },
  }
}

/** For tests: a journal whose commits wait until released, or fail when told. */
export function heldJournal(journal: DecisionJournal): DecisionJournal & { release(): void; fail(): void } {
  const waiting: { resolve(): void; reject(error: Error): void }[] = []
  return {
    ...journal,
    async append(decision) {
      await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
      return journal.append(decision)
    },
    release: () => waiting.shift()?.resolve(),
    fail: () => waiting.shift()?.reject(new Error('The disk is full')),
  }
}
