import { openStore } from '../../../server/storage/open-store.js'
import { ManualClock } from '../manual-clock.js'
import { countedMs, recordCounted } from './counting-recorder.js'

/**
 * Records until it is killed. After each count it says how much of it is kept, the count, and the time by the clock of the recorder.
 * That clock stands still for a disk that does not keep up. So by it a piece takes a fifth of a second at most to be written, however
 * busy the machine is. Arguments: the options of the store as JSON, what it counts from, and the time at which it begins.
 */
const [options = '{}', first = '0', startMs = '0'] = process.argv.slice(2)
const store = await openStore({ ...(JSON.parse(options) as { dataDir: string }), now: Date.now })
const { markets } = await store.openHistory()
const clock = new ManualClock(Number(startMs))
const { recorder, count, countUp } = recordCounted(() => Promise.resolve(markets), {
  clock,
  first: Number(first),
  // However slowly it is written, nothing is dropped.
  maxWaitingBytes: 1e7,
})

/** Two of it sleep between their works: what cuts pieces, and what joins them. */
const isBusy = () => clock.sleeping < 2 || recorder.status().waitingBytes > 0
/** Two pieces, half a second apart: with these all that is older than a second is kept. */
const slowestMs = 200

for (let busyMs = 0; ;) {
  countUp()
  process.stdout.write(`${recorder.status().recordedEvents} ${count()} ${clock.now()}\n`)
  do await new Promise((resolve) => setTimeout(resolve, 1))
  while (busyMs >= slowestMs && isBusy())
  await clock.advance(countedMs)
  busyMs = isBusy() ? busyMs + countedMs : 0
}
