import { asTraded } from '../../domain/account.js'
import type { PublishedSnapshot } from '../../domain/publication.js'
import type { RefusalOf } from '../../domain/refusal.js'
import type { UnixMs } from '../../domain/units.js'
import type { Wishes } from '../brokerage.js'
import type { Change } from '../committer.js'
import type { PublishedAccount } from '../published/published-account.js'
import type { Outcome } from './outcome.js'

export type PublicationKind = Extract<keyof Wishes, `publish${string}`>

type Publications = {
  readonly [K in PublicationKind]: (account: PublishedAccount, wish: Wishes[K], newId: () => string) => Outcome
}

const published = { source: 'PUBLISHED', freshness: 'LIVE' } as const
const unscored = { invalidationRule: null, outcome: null, pnlUsd: null, rMultiple: null, closedAtMs: null }

/** What each publication says of its account. */
export const publications: Publications = {
  publishDecision({ account }, wish, newId) {
    const decision = { ...wish, id: newId(), accountId: account.id, ...published, ...unscored }
    const commit = { accountId: account.id, decisions: [decision] }
    return { answer: { done: 'DecisionPublished', decision }, change: { commit } }
  },
  publishPositions(account, positions) {
    const { asOf } = positions
    const refusal = outOfDate(asOf, account.newest.positions)
    if (refusal) return { answer: refusal, change: null }
    const change = snapshot(account, { kind: 'POSITIONS', body: positions }, positions.positions.length > 0)
    return { answer: { done: 'PositionsPublished', count: positions.positions.length, asOf }, change }
  },
  publishPerformance(account, performance) {
    const { asOf } = performance
    const refusal = outOfDate(asOf, account.newest.performance)
    if (refusal) return { answer: refusal, change: null }
    const { trades } = performance.figures
    const change = snapshot(
      account,
      { kind: 'PERFORMANCE', body: account.kept(performance) },
      trades !== null && trades > 0,
    )
    return { answer: { done: 'PerformancePublished', asOf }, change }
  },
}

/** Replaces the snapshot of its kind. The account changes where this is the first that says it has traded. */
function snapshot(of: PublishedAccount, said: PublishedSnapshot, hasTraded: boolean): Change {
  const account = hasTraded ? asTraded(of.account) : of.account
  const commit = { accountId: account.id, published: said, ...(account !== of.account && { account }) }
  return { commit, takeOver: () => of.take(said, account) }
}

function outOfDate(asOf: UnixMs, newest: UnixMs | null): RefusalOf<'OutOfDate'> | null {
  if (newest === null || asOf >= newest) return null
  const message = `What is from ${new Date(asOf).toISOString()} is older than what was published last`
  return { refused: 'OutOfDate', newest, message }
}
