import type { Row } from '../support/report.js'
import { hold } from './contest.js'
import { chain, chainPaceMs } from './documents.js'
import { ours, raw, type Entry } from './entries.js'
import { figures, of } from './results.js'
import type { Size } from './size.js'

const counts = [1, 10, 50, 200]

/** The same deliveries over ever more operations that differ: the executions are per operation, the writes per socket. */
export async function groups(size: Size): Promise<readonly Row[]> {
  // Aliases of the length of `optionsChain`.
  const documents = Array.from({ length: Math.max(...counts) }, (_, index) => chain(10, `chain_${1e5 + index}`))
  const entries = counts.map((count): Entry => ({
    ...ours,
    name: `gammacast, groups: ${count}`,
    queries: (socket) => [documents[socket % count] ?? ''],
  }))
  const contest = { ...size, entries: [raw, ...entries], queries: [chain()], paceMs: chainPaceMs }
  const results = await hold(contest)
  const floor = of(results, 'raw')
  return contest.entries.map(({ name }) => figures('groups', size.clients, of(results, name), floor))
}
