import type {
  DecisionsSnapshotQuery,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscription,
  DecisionUpdatesSubscriptionVariables,
} from '../../gql/graphql.js'
import { DecisionOutcomesDocument, DecisionsSnapshotDocument, DecisionUpdatesDocument } from '../../gql/graphql.js'
import { nudgedBy } from '../../live/nudges.js'
import type { LogOperation } from '../../live/resumable-log.js'

export type DecisionEntry = DecisionUpdatesSubscription['newDecision']

const KEPT = 400
const RENEWED_EVERY_MS = 15_000
/** Trades are few among HOLDs, so more is read to find them. */
export const PAGE_SIZES = { all: 50, trades: 200 } as const

export const decisionsOperation: LogOperation<
  DecisionEntry,
  DecisionsSnapshotQuery,
  DecisionUpdatesSubscription,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscriptionVariables
> = {
  snapshot: DecisionsSnapshotDocument,
  updates: DecisionUpdatesDocument,
  pageOf: ({ decisions: { edges, pageInfo } }) => ({
    entries: edges.map(({ node }) => node),
    hasOlder: pageInfo.hasNextPage,
  }),
  atPage: (variables, page) => ({ ...variables, ...page }),
  entryOf: ({ newDecision }) => newDecision,
  resume: ({ account }, lastId) => ({ account, after: lastId }),
  capacity: KEPT,
  // A decision changes after it was made: what it entered comes to an end.
  renewal: {
    isOpen: ({ outcome }) => outcome === 'OPEN',
    everyMs: RENEWED_EVERY_MS,
    nudges: ({ account }) => nudgedBy(DecisionOutcomesDocument, { account }),
  },
}

export const DECISION_FILTERS = ['all', 'trades'] as const
export type DecisionFilter = (typeof DECISION_FILTERS)[number]

export const filterDecisions = (entries: readonly DecisionEntry[], filter: DecisionFilter): readonly DecisionEntry[] =>
  filter === 'all' ? entries : entries.filter(({ action }) => action !== 'HOLD')
