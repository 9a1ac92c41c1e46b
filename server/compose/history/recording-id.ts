import type { KnownMarket, RecordedMarket } from '../../history/market-history.js'
import { StartError } from '../start-error.js'

/** How a recorded market is named on the command line: `DERIBIT:my-import`. */
export const recordingId = ({ source, world }: RecordedMarket) => `${source}:${world}`

/** Throws a `StartError` that lists those that are there. */
export function findRecording(known: readonly KnownMarket[], id: string): KnownMarket {
  const found = known.find(({ market }) => recordingId(market) === id)
  if (found) return found
  const ids = known.map(({ market }) => recordingId(market))
  const others = ids.length === 0 ? 'nothing is recorded yet' : `there are ${ids.join(', ')}`
  throw new StartError(`npm run history: there is no recording ${JSON.stringify(id.slice(0, 80))}: ${others}`)
}
