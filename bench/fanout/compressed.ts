import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import { againstOurs, againstRaw, atLeast } from './bars.js'
import { hold } from './contest.js'
import { chain, chainPaceMs } from './documents.js'
import { ours, raw, type Entry } from './entries.js'
import { figures, of, times } from './results.js'
import type { Size } from './size.js'

const deflated: Entry = { ...ours, deflate: true }
const wsDeflate: Entry = { ...raw, name: 'ws-deflate', deflate: true, task: { deflate: true } }

/** The chain to readers that offer compression as browsers do, against the same uncompressed and compressed by `ws`. */
export async function compressed(size: Size): Promise<readonly Row[]> {
  const contest = { ...size, entries: [raw, deflated, wsDeflate], queries: [chain()], paceMs: chainPaceMs }
  const results = await hold(contest)
  const [floor, us, library] = [of(results, 'raw'), of(results, deflated.name), of(results, wsDeflate.name)]
  const fewer = floor.wireBytesPerDelivery / us.wireBytesPerDelivery
  const row = (result: typeof floor) => figures('compressed', size.clients, result, floor)
  return [
    { ...row(floor), timesOurBytes: rounded(fewer), ...atLeast(5, fewer, '× the bytes of gammacast') },
    againstRaw(row(us), 1, us, floor),
    againstOurs({ ...row(library), timesGammacast: rounded(times(library, us)) }, 8, library, us),
  ]
}
