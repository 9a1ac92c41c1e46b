import { openStore } from '../../../server/storage/open-store.js'
import { countingRecorder } from './counting-recorder.js'

/**
 * Records until it is killed, and says how much of what it heard is kept. Arguments: the options of the store as
 * JSON, and what it counts from.
 */
const [options = '{}', first = '0'] = process.argv.slice(2)
const store = await openStore({ ...(JSON.parse(options) as { dataDir: string }), now: Date.now })
const { markets } = await store.openHistory()
const { recorder } = countingRecorder(() => Promise.resolve(markets), {
  first: Number(first),
  // However slowly it is written, nothing is dropped.
  maxWaitingBytes: 1e7,
  onHeard: () => process.stdout.write(`${recorder.status().recordedEvents}\n`),
})
