import { setImmediate as nextTurn } from 'node:timers/promises'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { startTelling } from '../../feeds/simulated/simulated-events.js'
import type { Logger } from '../../lib/logger.js'
import { MarketPublisher } from '../../market/market-publisher.js'
import { MarketState } from '../../market/market-state.js'
import { openDesk, type AccountsPast, type Desk } from '../../trading/desk.js'
import type { AgentAccount } from '../../trading/open-accounts.js'
import { pastStore } from './past-journal.js'
import { SteppedClock } from './stepped-clock.js'

/** It takes some milliseconds to make and to take in so many. */
const optionsAtOnce = 200

export interface PastOptions {
  readonly seed: string
  readonly agents: readonly AgentAccount[]
  readonly fromMs: UnixMs
  /** It goes on until it has come up with this clock. */
  readonly now: () => UnixMs
  /** Between two prices of index and perpetual, and between two quotes of the options, in the time of the market. */
  readonly priceIntervalMs: number
  readonly optionsIntervalMs: number
  readonly decisionIntervalMs: number
  readonly sampleIntervalMs: number
  readonly newId: (nowMs: UnixMs) => string
  readonly onReached: (timeMs: UnixMs) => void
  readonly log: Pick<Logger, 'error'>
}

/**
 * Has agents trade in the simulated market of the past: with a desk like the live one, over a state and a bus of its own, on
 * a clock that follows the market's events. Other work of the process runs in between. Rejects with the reason of the
 * signal.
 */
export async function liveThePast(options: PastOptions, signal: AbortSignal): Promise<AccountsPast> {
  const { seed, agents, fromMs, now, priceIntervalMs: tickMs, optionsIntervalMs: chainMs, log } = options
  const clock = new SteppedClock(fromMs)
  const currencies = [...new Set(agents.map(({ agent }) => agent.currency))]
  const facts = { name: 'simulated', source: 'SIMULATED', currencies, staleAfterMs: 4 * chainMs } as const
  const state = new MarketState(facts, () => clock.now())
  await using bus = memoryBus()
  const publisher = new MarketPublisher({ state, bus, clock, log })
  const store = pastStore(() => clock.now())
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
    const telling = startTelling({ seed, currencies, fromMs, tickMs, chainMs, optionsAtOnce })
    await hear(telling.first(), { state, publisher, desk })
    for (let nextMs = telling.nextMs(); nextMs <= now(); nextMs = telling.nextMs()) {
      signal.throwIfAborted()
      clock.setTo(nextMs)
      await hear(telling.until(nextMs), { state, publisher, desk })
      options.onReached(nextMs)
    }
  } finally {
    await desk[Symbol.asyncDispose]()
  }
  return store.gathered()
}

interface Hearers {
  readonly state: MarketState
  readonly publisher: MarketPublisher
  readonly desk: Desk
}

/** Takes in what the market says at one time, and waits until all that it brings about is done. */
async function hear(events: Iterable<MarketEvent>, { state, publisher, desk }: Hearers): Promise<void> {
  for (const event of events) {
    publisher.publish(state.fold(event))
    // What a listing or a part of a chain costs is enough for one turn. Prices are cheap, and those of one time come together.
    if (event.type !== 'index' && event.type !== 'perpetual') await nextTurn()
  }
  publisher.flushChains()
  await nextTurn()
  await desk.settled()
}
