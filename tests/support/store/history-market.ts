import type { RecordedMarket, RecordedPiece } from '../../../server/history/market-history.js'
import type { History } from '../../../server/storage/open-store.js'
import { ofFewOptions } from '../few-options.js'
import { simulatedPieces, worldOfSeed, type Simulated } from './record-simulated.js'

export const recordedFromMs = Date.UTC(2026, 0, 5, 6)
const segmentMs = 60_000

type Told = Pick<Simulated, 'seed' | 'change'>

/** The simulated BTC with few options: enough for most tests. */
const fewOptions: Told = { seed: 'history', change: ofFewOptions }
/** The simulated BTC with all of them, some 13 MB as JSON lines. */
export const allOptions: Told = { seed: 'history of all options' }

/** Made once for all tests of a process. */
const made = new Map<Told, ReturnType<typeof simulatedPieces>>()

function piecesOf(told: Told): ReturnType<typeof simulatedPieces> {
  const known = made.get(told)
  if (known) return known
  const toMs = recordedFromMs + 5 * segmentMs
  const pieces = simulatedPieces({ ...told, fromMs: recordedFromMs, toMs, segmentMs, pieces: 3 })
  made.set(told, pieces)
  return pieces
}

/** Five minutes in segments of one. The third is missing, and before the last one events were dropped. */
export async function recordWithHole(
  { markets }: Pick<History, 'markets'>,
  told: Told = fewOptions,
): Promise<RecordedMarket> {
  const market = worldOfSeed(told.seed)
  const kept = (await piecesOf(told))
    .filter((piece) => piece.segmentMs !== recordedFromMs + 2 * segmentMs)
    .map((piece): RecordedPiece => ({ ...piece, dropped: piece.fromMs === recordedFromMs + 4 * segmentMs ? 7 : 0 }))
  await markets.append(market, kept)
  return market
}
