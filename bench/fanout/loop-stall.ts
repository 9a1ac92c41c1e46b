import { gather } from '../support/audience.js'
import { forkServer } from '../support/forked.js'
import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import { atMost } from './bars.js'
import { publishOnce, sample } from './contest.js'
import { chain, chainPaceMs } from './documents.js'
import { audienceOptions, ours, raw, type Entry } from './entries.js'
import type { Size } from './size.js'

const warmUpEvents = 10

/** How long the server's event loop stands still at most while chains go to very many. */
export async function loopStall(size: Size): Promise<readonly Row[]> {
  const [floor, us] = [await longestMs(raw, size), await longestMs(ours, size)]
  const row = { scenario: 'loop-stall', subscribers: size.subscribers, events: size.events }
  return [
    { ...row, case: raw.name, longestStallMs: rounded(floor) },
    { ...row, case: ours.name, longestStallMs: rounded(us), ...atMost(100, us, 'ms') },
  ]
}

async function longestMs(entry: Entry, { subscribers, events }: Size): Promise<number> {
  const queries = [chain()]
  await using server = await forkServer(entry.script, await sample(queries, chainPaceMs))
  using audience = await gather({ ...audienceOptions(entry, subscribers, queries), url: server.url })
  for (let event = 0; event < warmUpEvents; event += 1) await publishOnce(server, audience, chainPaceMs)
  await server.longestStallMs()
  for (let event = 0; event < events; event += 1) await publishOnce(server, audience, chainPaceMs)
  return await server.longestStallMs()
}
