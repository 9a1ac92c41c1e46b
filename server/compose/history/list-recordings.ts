import type { HistoryReader, KnownMarket } from '../../history/market-history.js'
import { recordingId } from '../../history/recording-id.js'
import { iso } from '../../lib/iso.js'
import { counted, sayBytes, sayDuration } from './say.js'

/** More holes are not counted. */
const mostHoles = 10_000

/** A line for each recorded market. */
export async function recordingLines(markets: HistoryReader): Promise<readonly string[]> {
  const known = await markets.markets()
  const lines: string[] = []
  for (const one of known) lines.push(await lineOf(markets, one))
  return lines
}

async function lineOf(markets: HistoryReader, known: KnownMarket): Promise<string> {
  const { market, isImported, range } = known
  const holes = await markets.holes(market, range, mostHoles)
  const missingMs = holes.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const more = holes.length === mostHoles ? 'at least ' : ''
  return [
    recordingId(known),
    isImported ? 'imported' : 'recorded',
    `${iso(range.fromMs)} to ${iso(range.toMs)}`,
    sayBytes(range.bytes),
    holes.length === 0 ? 'no holes' : `${more}${counted(holes.length, 'hole')}, ${sayDuration(missingMs)} together`,
  ].join('  ')
}
