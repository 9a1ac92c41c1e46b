import type { MarketEvent } from '../../domain/market-events.js'
import { boundedList } from '../../lib/buffers.js'
import type { WaitingValues } from '../../lib/push-iterator.js'

/**
 * Events on their way to a reader, at most `capacity` of them. When the queue is full, `add` answers false and drops
 * the events that wait, so that the reader does not see old values next. It keeps the newest listing of each currency
 * and the newest feed state, because nobody repeats those. The source must start over.
 */
export function eventQueue(capacity: number): WaitingValues<MarketEvent> {
  const waiting = boundedList<MarketEvent>(capacity)
  return {
    take: () => waiting.take(),
    add(key, event) {
      if (waiting.add(key, event)) return true
      const kept = new Map<string, MarketEvent>()
      for (let one = waiting.take(); one; one = waiting.take()) keep(kept, one)
      keep(kept, event)
      for (const one of kept.values()) waiting.add(key, one)
      return false
    },
  }
}

function keep(kept: Map<string, MarketEvent>, event: MarketEvent): void {
  if (event.type !== 'listing' && event.type !== 'feed-state') return
  const key = event.type === 'listing' ? `listing ${event.currency}` : event.type
  kept.delete(key)
  kept.set(key, event)
}
