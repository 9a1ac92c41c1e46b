import type {
  MarketHistory,
  RecordedMarket,
  RecordedPiece,
  StoredSegment,
} from '../../../server/history/market-history.js'
import type { RecordedEvent } from '../../../server/history/recorded-event.js'
import { decodeSegment } from '../../../server/history/segment/read-segment.js'
import type { History } from '../../../server/storage/open-store.js'
import type { StoreHome } from './store-home.js'

export const btcWorld: RecordedMarket = { source: 'SIMULATED', world: 'a' }

/** A store with its history, as a server has them. */
export async function openHistory(home: StoreHome): Promise<History> {
  const store = await home.open({ exclusive: true })
  try {
    const history = await store.openHistory()
    return {
      ...history,
      async [Symbol.asyncDispose]() {
        await history[Symbol.asyncDispose]()
        await store[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await store[Symbol.asyncDispose]()
    throw error
  }
}

/** A piece of `size` bytes that say where it begins. */
export function piece(segmentMs: number, fromMs: number, toMs: number, { size = 20, dropped = 0 } = {}): RecordedPiece {
  return { segmentMs, fromMs, toMs, dropped, bytes: Buffer.alloc(size, `${fromMs} `) }
}

/** Pieces of `everyMs` without a break, in segments of `segmentMs`. */
export function pieces(
  fromMs: number,
  count: number,
  { everyMs = 500, segmentMs = 2_000, size = 20 } = {},
): RecordedPiece[] {
  return Array.from({ length: count }, (_, index) => {
    const startMs = fromMs + index * everyMs
    const segment = fromMs + Math.floor((index * everyMs) / segmentMs) * segmentMs
    return piece(segment, startMs, startMs + everyMs, { size })
  })
}

/** Its span and what its pieces say. */
export const told = ({ fromMs, toMs, pieces: bytes }: StoredSegment) => [
  fromMs,
  toMs,
  bytes.map((one) => Buffer.from(one).toString()),
]

export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const value of values) list.push(value)
  return list
}

export const always = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }

/** All that is recorded, decoded. Throws when a segment does not begin with a key frame, or a piece is not in its place. */
export async function recordedEvents(markets: MarketHistory, market: RecordedMarket): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for (const { fromMs, toMs, pieces } of await all(markets.segments(market, always))) {
    let placeMs = fromMs
    for (const [index, bytes] of pieces.entries()) {
      const segment = decodeSegment(bytes)
      if ((segment.keyFrame === null) !== index > 0) throw new Error('A key frame is missing, or in the midst')
      if (segment.fromMs !== placeMs) throw new Error(`A piece begins at ${segment.fromMs}, not at ${placeMs}`)
      placeMs = segment.toMs
      events.push(...segment.events)
    }
    if (placeMs !== toMs) throw new Error(`A segment ends at ${placeMs}, not at ${toMs}`)
  }
  return events
}
