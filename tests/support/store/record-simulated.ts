import type { MarketEvent } from '../../../server/domain/market-events.js'
import { simulatedEvents } from '../../../server/feeds/simulated/simulated-events.js'
import { simulatedFeed } from '../../../server/feeds/simulated/simulated-feed.js'
import type { MarketHistory, RecordedMarket, RecordedPiece } from '../../../server/history/market-history.js'
import type { RecordedEvent } from '../../../server/history/recorded-event.js'
import { encodeSegment } from '../../../server/history/segment/write-segment.js'
import { systemClock } from '../../../server/lib/clock.js'
import type { KeyFrame } from '../../../server/market/key-frame.js'
import { MarketState } from '../../../server/market/market-state.js'

const intervals = { tickMs: 2_000, chainMs: 30_000 }

/** What the simulated market of a seed is recorded as. */
export function worldOfSeed(seed: string): RecordedMarket {
  const { source, world = '' } = simulatedFeed({ ...intervals, seed, clock: systemClock })
  return { source, world }
}

export interface Simulated {
  readonly seed: string
  readonly fromMs: number
  readonly toMs: number
  readonly segmentMs?: number
  /** How many pieces a segment is in. */
  readonly pieces?: number
  /** What is said in place of what the market says. */
  readonly change?: (event: MarketEvent) => MarketEvent
}

/** The simulated BTC of a seed as a recorder would have kept it, told less often. */
export async function simulatedPieces(of: Simulated): Promise<readonly RecordedPiece[]> {
  const { seed, fromMs, toMs, segmentMs = 300_000, pieces = 1, change = (event) => event } = of
  let nowMs = fromMs
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 120_000 } as const
  const state = new MarketState(facts, () => nowMs)
  const pieceMs = segmentMs / pieces
  const made: RecordedPiece[] = []
  let place = { segmentMs: fromMs, fromMs, keyFrame: state.keyFrame() as KeyFrame | null }
  let events: RecordedEvent[] = []
  const cut = async () => {
    const endMs = Math.min(toMs, place.fromMs + pieceMs)
    const bytes = await encodeSegment({ ...place, toMs: endMs, events })
    made.push({ segmentMs: place.segmentMs, fromMs: place.fromMs, toMs: endMs, bytes, dropped: 0 })
    const isNext = (endMs - fromMs) % segmentMs === 0
    place = isNext
      ? { segmentMs: endMs, fromMs: endMs, keyFrame: state.keyFrame() }
      : { ...place, fromMs: endMs, keyFrame: null }
    events = []
  }
  for (const said of simulatedEvents({ ...intervals, seed, currencies: ['BTC'], fromMs, toMs: toMs - 1 })) {
    const event = change(said)
    nowMs = 'receivedTimeMs' in event ? Math.max(nowMs, event.receivedTimeMs) : nowMs
    while (nowMs >= place.fromMs + pieceMs) await cut()
    events.push({ heardMs: nowMs, event })
    state.fold(event)
  }
  while (place.fromMs < toMs) await cut()
  return made
}

/** Has it recorded, but for what ends within the spans. */
export async function recordSimulated(
  markets: MarketHistory,
  of: Simulated,
  holes: readonly (readonly [number, number])[] = [],
) {
  const all = await simulatedPieces(of)
  const kept = all.filter(({ segmentMs }) => !holes.some(([fromMs, toMs]) => segmentMs >= fromMs && segmentMs < toMs))
  await markets.append(worldOfSeed(of.seed), kept)
  return kept
}
