import type { RecordedMarket, RecordedPiece } from '../../../server/history/market-history.js'
import type { History } from '../../../server/storage/open-store.js'
import { ofFewOptions } from '../few-options.js'
import { simulatedPieces, worldOfSeed } from './record-simulated.js'

export const recordedFromMs = Date.UTC(2026, 0, 5, 6)
const segmentMs = 60_000
const seed = 'history'

/** Made once for all tests of a process. */
let made: ReturnType<typeof simulatedPieces> | null = null

/** Five minutes of the simulated BTC with few options, in segments of one. The third is missing, and before the last one events were dropped. */
export async function recordWithHole({ markets }: Pick<History, 'markets'>): Promise<RecordedMarket> {
  const market = worldOfSeed(seed)
  const toMs = recordedFromMs + 5 * segmentMs
  made ??= simulatedPieces({ seed, fromMs: recordedFromMs, toMs, segmentMs, pieces: 3, change: ofFewOptions })
  const kept = (await made)
    .filter((piece) => piece.segmentMs !== recordedFromMs + 2 * segmentMs)
    .map((piece): RecordedPiece => ({ ...piece, dropped: piece.fromMs === recordedFromMs + 4 * segmentMs ? 7 : 0 }))
  await markets.append(market, kept)
  return market
}
