import { gather } from '../support/audience.js'
import { forkServer, type Forked } from '../support/forked.js'
import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import { atMost } from './bars.js'
import { publishOnce, sample } from './contest.js'
import { chain, chainPaceMs } from './documents.js'
import { audienceOptions, ours, raw, type Entry } from './entries.js'
import type { Size } from './size.js'

const events = 10
const warmUpSockets = 100
const queries = [chain()]

/** What a socket with one subscription keeps: code and caches of a first few sockets are not counted. */
export async function memory({ sockets }: Size): Promise<readonly Row[]> {
  const [floor, us] = [await kilobytes(raw, sockets), await kilobytes(ours, sockets)]
  const row = { scenario: 'memory', sockets }
  return [
    { ...row, case: raw.name, kilobytesPerSocket: rounded(floor) },
    { ...row, case: ours.name, kilobytesPerSocket: rounded(us), ...atMost(15, us, 'KB') },
  ]
}

async function kilobytes(entry: Entry, sockets: number): Promise<number> {
  await using server = await forkServer(entry.script, await sample(queries, chainPaceMs))
  await rssWith(server, entry, warmUpSockets)
  const before = await server.rssBytes()
  return ((await rssWith(server, entry, sockets)) - before) / sockets / 1_000
}

/** After some events to so many sockets, which are then let go. */
async function rssWith(server: Forked, entry: Entry, sockets: number): Promise<number> {
  using audience = await gather({ ...audienceOptions(entry, sockets, queries), url: server.url })
  for (let event = 0; event < events; event += 1) await publishOnce(server, audience, chainPaceMs)
  return await server.rssBytes()
}
