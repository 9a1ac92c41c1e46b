import { DecisionCard_DecisionFragmentDoc, type DecisionCard_DecisionFragment } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { DecisionEntry } from './decisions-model.js'

/** Several HOLDs in a row, with nothing else between them. */
export interface HoldRun {
  readonly kind: 'holds'
  /** The id of an entry that is or was in the run. It stays when the run grows and when its oldest entries go. */
  readonly id: string
  /** Newest first. */
  readonly entries: readonly DecisionEntry[]
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly latest: DecisionCard_DecisionFragment
  /** Those who held, each once. */
  readonly accountNames: readonly string[]
}

export type FeedRow = HoldRun | { readonly kind: 'decision'; readonly id: string; readonly entry: DecisionEntry }

const decisionOf = (entry: DecisionEntry) => readFragment(DecisionCard_DecisionFragmentDoc, entry)

/** A HOLD of an agent that failed is shown as a failure. */
const isQuiet = (entry: DecisionEntry) => entry.action === 'HOLD' && decisionOf(entry).error === null

/** From the earliest to the latest time. Entries of several accounts do not come in the order of their times. */
function spanOf(entries: readonly DecisionEntry[]): Pick<HoldRun, 'fromMs' | 'toMs'> {
  let fromMs: number | null = null
  let toMs: number | null = null
  for (const { asOf } of entries) {
    if (asOf === null) continue
    const timeMs = Date.parse(asOf)
    fromMs = Math.min(fromMs ?? timeMs, timeMs)
    toMs = Math.max(toMs ?? timeMs, timeMs)
  }
  return { fromMs, toMs }
}

type Run = readonly [DecisionEntry, ...DecisionEntry[]]

function runOf(entries: Run, knownIds: ReadonlyMap<string, string>): FeedRow {
  const [newest] = entries
  if (entries.length === 1) return { kind: 'decision', id: newest.id, entry: newest }
  const known = entries.findLast((entry) => knownIds.has(entry.id))
  const id = known === undefined ? (entries.at(-1) ?? newest).id : (knownIds.get(known.id) ?? known.id)
  return {
    kind: 'holds',
    id,
    entries,
    ...spanOf(entries),
    latest: decisionOf(newest),
    accountNames: [...new Set(entries.map((entry) => decisionOf(entry).account.name))],
  }
}

/** Of each entry of a run, the id of that run. */
const idsOfRuns = (rows: readonly FeedRow[]) =>
  new Map(rows.flatMap((row) => (row.kind === 'holds' ? row.entries.map(({ id }) => [id, row.id] as const) : [])))

/** The rows of the feed, newest first: HOLDs in a row are one. A run keeps the id that it had among the rows before. */
export function feedRows(entries: readonly DecisionEntry[], before: readonly FeedRow[] = []): readonly FeedRow[] {
  const runs: [DecisionEntry, ...DecisionEntry[]][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run !== undefined && isQuiet(entry) && isQuiet(run[0])) run.push(entry)
    else runs.push([entry])
  }
  const knownIds = idsOfRuns(before)
  return runs.map((run) => runOf(run, knownIds))
}
