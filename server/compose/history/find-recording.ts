import type { KnownMarket } from '../../history/market-history.js'
import { recordingId } from '../../history/recording-id.js'
import { StartError } from '../start-error.js'

/** Throws a `StartError` that lists those that are there. */
export function findRecording(known: readonly KnownMarket[], id: string): KnownMarket {
  const found = known.find((one) => recordingId(one) === id)
  if (found) return found
  const ids = known.map(recordingId)
  const others = ids.length === 0 ? 'nothing is recorded yet' : `there are ${ids.join(', ')}`
  throw new StartError(`npm run history: there is no recording ${JSON.stringify(id.slice(0, 80))}: ${others}`)
}
