import type { MarketEvent } from '../../server/domain/market-events.js'
import type { RecordingFacts } from '../../server/domain/recording.js'
import { MarketState } from '../../server/market/market-state.js'
import { noon } from './builders.js'

const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC', 'ETH'], staleAfterMs: 8_000 } as const

/** A market that has taken events in, and the clock that it goes by. */
export function marketAfter(...events: readonly MarketEvent[]) {
  return marketOf({}, ...events)
}

export function marketOf(more: { readonly recording?: RecordingFacts }, ...events: readonly MarketEvent[]) {
  const clock = { now: noon }
  const state = new MarketState({ ...facts, ...more }, () => clock.now)
  for (const event of events) state.fold(event)
  return { state, clock }
}
