import type { UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { StoreUnavailable } from '../storage/journal.js'
import { joinPieces } from './encode-pieces.js'
import type { MarketHistory, RecordedMarket } from './market-history.js'

export interface TendParts {
  readonly market: RecordedMarket
  readonly open: () => Promise<MarketHistory>
  readonly bounds: { readonly maxBytes: number; readonly maxAgeMs: number; readonly tendIntervalMs: number }
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
  /** Where the oldest segment begins that is not written yet to its end. */
  readonly writingMs: () => UnixMs
  /** Called when it is done, each time. */
  readonly onTended: (history: MarketHistory) => Promise<void>
}

/** Joins the pieces of segments that are over, and removes what is too old or too much, until the signal is aborted. */
export async function tendHistory(parts: TendParts, signal: AbortSignal): Promise<void> {
  const joiner = new Joiner(parts)
  while (!signal.aborted) {
    await parts.clock.sleep(parts.bounds.tendIntervalMs, signal)
    try {
      const history = await parts.open()
      while (!signal.aborted && (await joiner.joinNext(history)));
      while (!signal.aborted && (await prune(history, parts)));
      await parts.onTended(history)
    } catch (error) {
      // The recorder tells that the store cannot be used, and meets the same fault.
      if (!(error instanceof StoreUnavailable)) parts.log.error({ err: error }, 'The recorded market cannot be tended')
    }
  }
}

/** Joins segments one by one. Answers whether there may be more. */
class Joiner {
  readonly #parts: TendParts
  /** A segment that cannot be joined stays in pieces, and is left out from then on. */
  #fromMs: UnixMs = 0

  constructor(parts: TendParts) {
    this.#parts = parts
  }

  async joinNext(history: MarketHistory): Promise<boolean> {
    const { market, writingMs, log } = this.#parts
    const stored = await history.inPieces(market, { fromMs: this.#fromMs, toMs: writingMs() })
    if (!stored) return false
    const { fromMs, toMs } = stored
    try {
      const bytes = await joinPieces(stored.pieces)
      await history.join(market, { fromMs, toMs, bytes })
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      log.error({ err: error, fromMs }, 'A segment of the recorded market cannot be joined')
      this.#fromMs = fromMs + 1
    }
    return true
  }
}

function prune(history: MarketHistory, { market, bounds, clock, writingMs }: TendParts): Promise<boolean> {
  const { maxBytes, maxAgeMs } = bounds
  return history.prune({ maxBytes, beforeMs: clock.now() - maxAgeMs }, { market, segmentMs: writingMs() })
}
