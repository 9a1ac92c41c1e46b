import type { MarketEvent } from '../../domain/market-events.js'

/** Events on their way to the one reader, in order. */
export interface EventQueue {
  /**
   * False when the reader is too far behind: then all values are forgotten and only listings and feed states are
   * kept, so that what the reader sees next is not old, and the source must start over.
   */
  push(event: MarketEvent): boolean
  /** Ends the reader's iteration at once. */
  close(): void
  next(): Promise<IteratorResult<MarketEvent, undefined>>
}

const ended = { value: undefined, done: true } as const

export function createEventQueue(capacity: number): EventQueue {
  let events: MarketEvent[] = []
  let taken = 0
  let closed = false
  let waiting: ((result: IteratorResult<MarketEvent, undefined>) => void) | null = null

  const take = (): MarketEvent | undefined => {
    const event = events[taken]
    taken += 1
    if (taken >= events.length || taken > capacity) {
      events = events.slice(taken)
      taken = 0
    }
    return event
  }
  return {
    push(event) {
      if (closed) return true
      if (waiting) {
        waiting({ value: event, done: false })
        waiting = null
        return true
      }
      events.push(event)
      if (events.length - taken <= capacity) return true
      events = events.slice(taken).filter(({ type }) => type === 'listing' || type === 'feed-state')
      taken = 0
      return false
    },
    close() {
      closed = true
      events = []
      waiting?.(ended)
      waiting = null
    },
    next() {
      if (closed) return Promise.resolve(ended)
      const event = taken < events.length ? take() : undefined
      if (event) return Promise.resolve({ value: event, done: false })
      return new Promise((resolve) => (waiting = resolve))
    },
  }
}
