import type { RefusalOf } from '../../domain/refusal.js'
import type { UnixMs } from '../../domain/units.js'
import type { Wishes } from '../brokerage.js'
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
    const commit = { accountId: account.account.id, published: { kind: 'POSITIONS', body: positions } } as const
    const change = { commit, takeOver: () => account.takePositions(positions) }
    return { answer: { done: 'PositionsPublished', count: positions.positions.length, asOf }, change }
  },
  publishPerformance(account, performance) {
    const { asOf } = performance
    const refusal = outOfDate(asOf, account.newest.performance)
    if (refusal) return { answer: refusal, change: null }
    const commit = { accountId: account.account.id, published: { kind: 'PERFORMANCE', body: performance } } as const
    const change = { commit, takeOver: () => account.takePerformance(performance) }
    return { answer: { done: 'PerformancePublished', asOf }, change }
  },
}

function outOfDate(asOf: UnixMs, newest: UnixMs | null): RefusalOf<'OutOfDate'> | null {
  if (newest === null || asOf >= newest) return null
  const message = `What is from ${new Date(asOf).toISOString()} is older than what was published last`
  return { refused: 'OutOfDate', newest, message }
}
