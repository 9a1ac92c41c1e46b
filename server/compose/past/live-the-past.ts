import { setImmediate as nextTurn } from 'node:timers/promises'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { Performance } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import { SteppedClock } from '../../lib/stepped-clock.js'
import { MarketPublisher } from '../../market/market-publisher.js'
import { MarketState, type Changes } from '../../market/market-state.js'
import type { StoredAccount } from '../../storage/journal.js'
import { openDesk, type AccountsPast, type Desk } from '../../trading/desk.js'
import type { AgentAccount } from '../../trading/open-accounts.js'
import { pastStore } from './past-journal.js'
import type { PastMarket, PastMoment } from './past-market.js'

export interface PastOptions {
  readonly market: PastMarket
  readonly agents: readonly AgentAccount[]
  /** Those of the agents that go on. The others are opened. */
  readonly accounts?: readonly StoredAccount[]
  readonly fromMs: UnixMs
  /** It goes on until it has come up with this clock. */
  readonly now: () => UnixMs
  readonly decisionIntervalMs: number
  readonly sampleIntervalMs: number
  readonly newId: (nowMs: UnixMs) => string
  readonly onReached: (timeMs: UnixMs) => void
  readonly log: Pick<Logger, 'error'>
}

export interface Past extends AccountsPast {
  /** Of each agent's account at the end. */
  readonly performances: readonly Performance[]
}

/**
 * Has agents trade in a market of the past: with a desk like the live one, over a state and a bus of its own, on a clock
 * that follows the market. Other work of the process runs in between. Rejects with the reason of the signal.
 */
export async function liveThePast(options: PastOptions, signal: AbortSignal): Promise<Past> {
  const { market, agents, fromMs, now, log } = options
  const clock = new SteppedClock(fromMs)
  const currencies = [...new Set(agents.map(({ agent }) => agent.currency))]
  const facts = { ...market.facts, currencies }
  const state = new MarketState(facts, () => clock.now())
  await using bus = memoryBus()
  const publisher = new MarketPublisher({ state, bus, clock, log })
  const store = pastStore(() => clock.now(), options.accounts ?? [])
  let performances: readonly Performance[] = []
  const desk = await openDesk({
    ...options,
    ...store,
    bus,
    clock,
    source: facts.source,
    reservedNames: [],
    newId: () => options.newId(clock.now()),
    watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
  })
  try {
    for await (const moment of market.moments({ currencies, fromMs, until: now })) {
      signal.throwIfAborted()
      clock.setTo(moment.timeMs)
      await hear(moment, { state, publisher, desk })
      options.onReached(moment.timeMs)
    }
    performances = agents.flatMap(({ id }) => desk.accounts.performance(id) ?? [])
  } finally {
    await desk[Symbol.asyncDispose]()
  }
  return { ...store.gathered(), performances }
}

interface Hearers {
  readonly state: MarketState
  readonly publisher: MarketPublisher
  readonly desk: Desk
}

/** Takes in what the market says at one time, and waits until all that it brings about is done. */
async function hear({ keyFrame, events }: PastMoment, { state, publisher, desk }: Hearers): Promise<void> {
  const changes: Changes[] = keyFrame ? [state.takeOver(keyFrame)] : []
  for (const event of events) {
    changes.push(state.fold(event))
    // What a listing or a part of a chain costs is enough for one turn. Prices are cheap.
    if (event.type === 'listing' || event.type === 'options') await nextTurn()
  }
  // What became of the market in between, nobody saw.
  for (const change of [...changes, state.aged()]) publisher.publish(change)
  publisher.flushChains()
  await nextTurn()
  await desk.settled()
}
