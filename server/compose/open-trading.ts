import { randomBytes } from 'node:crypto'
import type { EventBus } from '../bus/event-bus.js'
import type { Config } from '../config/config.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { Opened } from '../lib/opened.js'
import type { Store } from '../storage/open-store.js'
import { openDesk, type Desk } from '../trading/desk.js'
import { agentFault, agentNames, configuredAgents } from './trading-agents.js'
import type { AgentsPast } from './warm-up/agents-past.js'
import { planCatchUp } from './warm-up/catch-up.js'
import { planWarmUp } from './warm-up/warm-up.js'

export interface TradingParts {
  readonly feed: MarketFeed
  /** Null of a feed that a test gave. */
  readonly ownFeed: Config['feed'] | null
  readonly store: Pick<Store, 'journal' | 'versions' | 'equity'>
  readonly bus: EventBus
  readonly clock: Clock
  readonly log: Logger
  readonly opened: Opened
}

export interface Trading {
  readonly desk: Desk
  /** What some agents are given before they trade. Null: they all trade at once. */
  readonly past: AgentsPast | null
}

/** Opens the desk, at which the agents trade. Rejects with a `StartError` when an agent cannot have its account. */
export async function openTrading(pace: Config['trading'], parts: TradingParts): Promise<Trading> {
  const { feed, ownFeed, store, bus, clock, log, opened } = parts
  const { source } = feed
  const { journal, versions, equity } = store
  const newId = (nowMs = clock.now()) => `${nowMs.toString(36)}${randomBytes(8).toString('hex')}`
  const makeAgents = (names = pace.agents) => configuredAgents({ agents: names, llm: null }, source)
  const pastParts = { feed: ownFeed, trading: pace, journal, bus, clock, log, newId }
  const warmUp = await planWarmUp({ ...pastParts, makeAgents: () => makeAgents() })
  const catchUp = warmUp ? null : await planCatchUp({ ...pastParts, makeAgents: () => makeAgents(pace.catchUp) })
  const past = warmUp ?? catchUp
  const deskParts = {
    ...pace,
    agents: configuredAgents(pace, source).filter(({ id }) => !past?.ids.includes(id)),
    expected: warmUp?.ids ?? [],
    still: catchUp?.ids ?? [],
    reservedNames: agentNames(),
    source,
    bus,
    journal,
    versions,
    equity,
    clock,
    newId: () => newId(),
    watchExpiry: (currency: string, expiryMs: number) => feed.watchExpiry(currency, expiryMs),
    log,
  }
  const desk = await openDesk(deskParts).catch((error: unknown) => {
    throw agentFault(error)
  })
  opened.add(() => desk[Symbol.asyncDispose]())
  return { desk, past }
}
