import type { PublishedPerformance, PublishedPositions } from '../../domain/publication.js'
import type { RefusalOf } from '../../domain/refusal.js'
import type { UnixMs } from '../../domain/units.js'
import type { Commit, Json } from '../../storage/journal.js'
import type { DecisionPublication, DecisionPublished, PerformancePublished, PositionsPublished } from '../brokerage.js'
import type { Committer } from '../committer.js'
import type { PublishedAccount } from '../published/published-account.js'
import type { Keep } from './idempotency.js'

/** Commits for one published account. `open` is there when the commit opens it. */
export interface Publisher {
  readonly account: PublishedAccount
  readonly committer: Committer
  readonly open: Pick<Commit, 'open'>
  /** Called when the account is open, before anyone hears of the publication. */
  readonly opened: () => void
}

export function publishDecision(
  { account, committer, open, opened }: Publisher,
  { id, decision }: { readonly id: string; readonly decision: DecisionPublication },
  keep: Keep<DecisionPublished>,
) {
  const record = {
    ...decision,
    id,
    accountId: account.account.id,
    source: 'PUBLISHED',
    freshness: 'LIVE',
    ...unscored,
  } as const
  const answer = keep(({ decisions }) => {
    const [committed] = decisions
    if (!committed) throw new Error('The journal answered without the decision')
    return { done: 'DecisionPublished', decision: committed }
  })
  const commit = { accountId: account.account.id, ...open, decisions: [record], idempotency: answer }
  return committer.commit(commit, opened)
}

const unscored = { invalidationRule: null, outcome: null, pnlUsd: null, rMultiple: null, closedAtMs: null }

export function publishPositions(
  { account, committer, open, opened }: Publisher,
  positions: PublishedPositions,
  keep: Keep<PositionsPublished | RefusalOf<'OutOfDate'>>,
) {
  const accountId = account.account.id
  const refusal = outOfDate(positions.asOf, account.newest.positions)
  if (refusal) return committer.commit({ accountId, idempotency: keep(() => refusal) }, () => {})
  const { asOf } = positions
  const idempotency = keep(() => ({ done: 'PositionsPublished', count: positions.positions.length, asOf }))
  const published = { kind: 'POSITIONS', body: positions as unknown as Json } as const
  return committer.commit({ accountId, ...open, published, idempotency }, () => {
    opened()
    account.takePositions(positions)
  })
}

export function publishPerformance(
  { account, committer, open, opened }: Publisher,
  performance: PublishedPerformance,
  keep: Keep<PerformancePublished | RefusalOf<'OutOfDate'>>,
) {
  const accountId = account.account.id
  const refusal = outOfDate(performance.asOf, account.newest.performance)
  if (refusal) return committer.commit({ accountId, idempotency: keep(() => refusal) }, () => {})
  const { asOf } = performance
  const idempotency = keep(() => ({ done: 'PerformancePublished', asOf }))
  const published = { kind: 'PERFORMANCE', body: performance as unknown as Json } as const
  return committer.commit({ accountId, ...open, published, idempotency }, () => {
    opened()
    account.takePerformance(performance)
  })
}

function outOfDate(asOf: UnixMs, newest: UnixMs | null): RefusalOf<'OutOfDate'> | null {
  if (newest === null || asOf >= newest) return null
  const message = `What is from ${new Date(asOf).toISOString()} is older than what was published last`
  return { refused: 'OutOfDate', newest, message }
}
