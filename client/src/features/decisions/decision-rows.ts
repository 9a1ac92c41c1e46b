import type { DecisionCard_DecisionFragment } from '../../gql/graphql.js'
import { DecisionCard_DecisionFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { DecisionEntry } from './decisions-model.js'

/** Several HOLDs in a row, with nothing else between them. */
export interface HoldRun {
  readonly kind: 'holds'
  /** That of the oldest, so that the run stays itself when it grows. */
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

/** A HOLD because its agent failed is a failure to be seen. */
const isQuiet = (entry: DecisionEntry) => entry.action === 'HOLD' && decisionOf(entry).error === null

/** From the earliest to the latest: those of several accounts do not come in the order of their times. */
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

function runOf(entries: readonly [DecisionEntry, ...DecisionEntry[]]): FeedRow {
  const [newest] = entries
  const id = entries.at(-1)?.id ?? newest.id
  if (entries.length === 1) return { kind: 'decision', id, entry: newest }
  return {
    kind: 'holds',
    id,
    entries,
    ...spanOf(entries),
    latest: decisionOf(newest),
    accountNames: [...new Set(entries.map((entry) => decisionOf(entry).account.name))],
  }
}

/** The rows of the feed, newest first: HOLDs in a row are one. */
export function feedRows(entries: readonly DecisionEntry[]): readonly FeedRow[] {
  const runs: [DecisionEntry, ...DecisionEntry[]][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run !== undefined && isQuiet(entry) && isQuiet(run[0])) run.push(entry)
    else runs.push([entry])
  }
  return runs.map(runOf)
}
