import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import { MarketState } from '../../market/market-state.js'
import type { HistoryReader, RecordedMarket, StoredSegment, TimeSpan } from '../market-history.js'
import type { RecordedEvent } from '../recorded-event.js'
import { openSegment, type OpenSegment } from '../segment/read-segment.js'
import { UnreadableSegment } from '../segment/segment-frame.js'

/** A segment that is exported, or the part of it that is. */
export interface ExportedSegment extends TimeSpan {
  /** Whether it goes on where the one before it ended. */
  readonly goesOn: boolean
  /** How many events before it were heard and are not recorded. */
  readonly dropped: number
  /** What the market was when it began. */
  keyFrame(): KeyFrame
  /** Each is read when it is asked for. */
  events(): Iterable<RecordedEvent>
}

/** More holes are not told with what was dropped in them. */
const mostHoles = 1_000_000

/**
 * What is recorded of a span, a segment at a time. `beforeMs`: where the one before it ended, when there was one. Throws
 * `UnreadableSegment` that names the segment.
 */
export async function* exportedSegments(
  reader: HistoryReader,
  market: RecordedMarket,
  span: TimeSpan,
  beforeMs: UnixMs | null = null,
): AsyncGenerator<ExportedSegment> {
  const holes = await reader.holes(market, span, mostHoles)
  const dropped = new Map(holes.map((hole) => [hole.toMs, hole.dropped]))
  let endMs = beforeMs
  for await (const stored of reader.segments(market, span)) {
    const pieces = readable(stored, () => stored.pieces.map(openSegment))
    const fromMs = Math.max(stored.fromMs, span.fromMs)
    const toMs = Math.min(stored.toMs, span.toMs)
    const lost = dropped.get(stored.fromMs) ?? 0
    yield {
      fromMs,
      toMs,
      goesOn: fromMs === endMs && lost === 0,
      dropped: fromMs === stored.fromMs ? lost : 0,
      keyFrame: () => readable(stored, () => keyFrameAt(pieces, market, fromMs)),
      *events() {
        const values = eventsOf(pieces, fromMs, toMs)
        const next = () => values.next()
        for (let one = readable(stored, next); !one.done; one = readable(stored, next)) yield one.value
      },
    }
    endMs = toMs
  }
}

function* eventsOf(pieces: readonly OpenSegment[], fromMs: UnixMs, toMs: UnixMs): Generator<RecordedEvent> {
  for (const piece of pieces) yield* piece.events(fromMs, toMs)
}

/** What the market was at a time within a segment. */
function keyFrameAt(pieces: readonly OpenSegment[], { source }: RecordedMarket, atMs: UnixMs): KeyFrame {
  const [first] = pieces
  const keyFrame = first?.keyFrame()
  if (!first || !keyFrame) throw new UnreadableSegment('The segment has no key frame')
  if (atMs <= first.fromMs) return keyFrame
  let nowMs = first.fromMs
  const currencies = keyFrame.currencies.map(({ currency }) => currency)
  const state = new MarketState({ name: 'export', source, currencies, staleAfterMs: 1 }, () => nowMs)
  state.takeOver(keyFrame)
  for (const { heardMs, event } of eventsOf(pieces, -Infinity, atMs)) {
    nowMs = heardMs
    state.fold(event)
  }
  return state.keyFrame()
}

/** Says which segment cannot be read. */
function readable<T>({ fromMs, toMs }: StoredSegment, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof UnreadableSegment)) throw cause
    const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString())
    throw new UnreadableSegment(`From ${from} to ${to}: ${cause.message}`, { cause })
  }
}
