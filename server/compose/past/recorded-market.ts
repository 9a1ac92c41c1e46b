import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { MarketHistory, RecordedMarket, StoredSegment, TimeSpan } from '../../history/market-history.js'
import { openSegment, type OpenSegment } from '../../history/segment/read-segment.js'
import { UnreadableSegment } from '../../history/segment/segment-frame.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { PastMarket, PastMoment, PastSpan } from './past-market.js'

/** How often the accounts look at a recorded market. Everything that was recorded in between is taken in. */
export const recordedIntervalMs = 1_000

export interface RecordedParts {
  readonly history: Pick<MarketHistory, 'segments'>
  readonly market: RecordedMarket
  readonly staleAfterMs: number
  /** Told of each span that is not recorded, or cannot be read, when it is over. */
  readonly onHole: (hole: TimeSpan) => void
}

/** A market as it was recorded. In a hole no time passes; after it the market is what it is then. */
export function recordedMarket({ staleAfterMs, ...parts }: RecordedParts): PastMarket {
  const facts = { name: parts.market.source.toLowerCase(), source: parts.market.source, staleAfterMs }
  return { facts, moments: (span) => momentsOf(parts, span) }
}

/** Moments have the times of whole seconds, the first and the last ones aside. */
async function* momentsOf(
  { history, market, onHole }: Omit<RecordedParts, 'staleAfterMs'>,
  { fromMs, until }: PastSpan,
): AsyncGenerator<PastMoment> {
  const toMs = until()
  const beats = new Beats(fromMs, toMs)
  let readMs: UnixMs | null = null
  for await (const segment of history.segments(market, { fromMs, toMs: toMs + 1 })) {
    const isAnew = readMs === null || segment.fromMs > readMs
    const opened = openedSegment(segment, isAnew)
    if (opened === null) continue
    if (segment.fromMs > (readMs ?? fromMs)) onHole({ fromMs: readMs ?? fromMs, toMs: segment.fromMs })
    if (opened.keyFrame) beats.beginAnew(segment.fromMs, opened.keyFrame)
    for (const piece of opened.pieces) {
      for (const { heardMs, event } of piece.events(-Infinity, toMs + 1)) {
        yield* beats.before(heardMs)
        beats.add(event)
      }
      yield* beats.before(piece.toMs)
    }
    readMs = segment.toMs
  }
  if ((readMs ?? fromMs) <= toMs) onHole({ fromMs: readMs ?? fromMs, toMs })
}

interface Opened {
  readonly pieces: readonly OpenSegment[]
  /** Where the market begins anew. */
  readonly keyFrame: KeyFrame | null
}

/** Null when it cannot be read, all of it. */
function openedSegment({ pieces }: StoredSegment, isAnew: boolean): Opened | null {
  try {
    const opened = pieces.map(openSegment)
    const keyFrame = isAnew ? (opened[0]?.keyFrame() ?? null) : null
    return isAnew && keyFrame === null ? null : { pieces: opened, keyFrame }
  } catch (error) {
    if (error instanceof UnreadableSegment) return null
    throw error
  }
}

/** Gathers events until the next beat. */
class Beats {
  readonly #toMs: UnixMs
  #nextMs: UnixMs
  #keyFrame: KeyFrame | null = null
  #events: MarketEvent[] = []

  constructor(fromMs: UnixMs, toMs: UnixMs) {
    this.#nextMs = fromMs
    this.#toMs = toMs
  }

  /** What was gathered is of no use then. */
  beginAnew(atMs: UnixMs, keyFrame: KeyFrame): void {
    this.#keyFrame = keyFrame
    this.#events = []
    if (atMs > this.#nextMs) this.#nextMs = this.#beatAfter(atMs)
  }

  add(event: MarketEvent): void {
    this.#events.push(event)
  }

  /** The moments before a time before which all is gathered. */
  *before(timeMs: UnixMs): Generator<PastMoment> {
    while (this.#nextMs < timeMs) {
      const moment = { timeMs: this.#nextMs, keyFrame: this.#keyFrame, events: this.#events }
      this.#keyFrame = null
      this.#events = []
      this.#nextMs = this.#nextMs < this.#toMs ? this.#beatAfter(this.#nextMs) : Infinity
      yield moment
    }
  }

  #beatAfter(timeMs: UnixMs): UnixMs {
    return Math.min(this.#toMs, (Math.floor(timeMs / recordedIntervalMs) + 1) * recordedIntervalMs)
  }
}
