import type { MarketEvent } from '../../../server/domain/market-events.js'
import { MarketState } from '../../../server/market/market-state.js'
import { pumpFeed } from '../../../server/market/pump-feed.js'
import { ManualClock } from '../manual-clock.js'
import { ScriptedFeed } from '../scripted-feed.js'
import { deskUnderTest, type DeskUnderTest } from './desk.js'

export interface MarketToDesk extends AsyncDisposable {
  readonly desk: DeskUnderTest
  readonly clock: ManualClock
  /** Has the feed say this, lets a second pass, and waits until the desk has done what comes of it. */
  say(...events: MarketEvent[]): Promise<void>
}

/** For tests: a scripted feed through the real state and pump to a desk with the account `me` of 10,000 USD. */
export async function marketToDesk(startMs: number): Promise<MarketToDesk> {
  const desk = await deskUnderTest({ agents: [] })
  await desk.openAccount()
  const feed = new ScriptedFeed()
  const clock = new ManualClock(startMs)
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC', 'ETH'], staleAfterMs: 8_000 } as const
  const state = new MarketState(facts, () => clock.now())
  const stop = new AbortController()
  const pump = pumpFeed({ feed, state, bus: desk.bus, clock, log: { error: () => {} } }, stop.signal)
  return {
    desk,
    clock,
    async say(...events) {
      feed.say(...events)
      await clock.advance(1_000)
      await desk.desk.settled()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await pump
      await desk[Symbol.asyncDispose]()
    },
  }
}
