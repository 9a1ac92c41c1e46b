import type { MarketHistory, RecordedMarket } from '../../../server/history/market-history.js'
import { Recorder } from '../../../server/history/recorder.js'
import { systemClock, type Clock } from '../../../server/lib/clock.js'
import { createLogger } from '../../../server/lib/logger.js'
import { MarketState } from '../../../server/market/market-state.js'
import { indexTick } from '../builders.js'

export const counted: RecordedMarket = { source: 'SIMULATED', world: 'counted' }

/** Short, so that segments end, are joined and removed all the time. */
const bounds = {
  maxBytes: 1e9,
  maxAgeMs: 1e9,
  segmentMs: 1_000,
  tendIntervalMs: 200,
  maxGatheredBytes: 1e7,
}

interface CountedParts {
  readonly clock: Clock
  /** What the index counts from. */
  readonly first?: number
  readonly maxWaitingBytes?: number
}

/** How often the index counts up. */
export const countedMs = 5

/** Records a market whose index counts up each time it is told to, until it is disposed. */
export function recordCounted(
  open: () => Promise<MarketHistory>,
  { clock, first = 0, maxWaitingBytes = 10_000 }: CountedParts,
) {
  const feed = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 1_000 } as const
  const state = new MarketState(feed, () => clock.now())
  const keyFrame = () => state.keyFrame()
  const recorder = new Recorder({
    isStarting: () => false,
    market: counted,
    open,
    keyFrame,
    bounds: { ...bounds, maxWaitingBytes },
    clock,
    log: createLogger('silent', false),
  })
  const stop = new AbortController()
  const running = recorder.run(stop.signal)
  let count = first
  return {
    recorder,
    /** What the live market is at. */
    count: () => count,
    countUp() {
      const event = indexTick((count += 1), clock.now())
      recorder.hear(event)
      state.fold(event)
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      await running
    },
  }
}

/** A recorder of a market whose index counts up every few milliseconds, until it is disposed. */
export function countingRecorder(open: () => Promise<MarketHistory>) {
  const recording = recordCounted(open, { clock: systemClock })
  const ticking = setInterval(() => recording.countUp(), countedMs)
  return {
    ...recording,
    async [Symbol.asyncDispose]() {
      clearInterval(ticking)
      await recording[Symbol.asyncDispose]()
    },
  }
}
