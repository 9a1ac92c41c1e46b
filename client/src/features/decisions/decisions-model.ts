import type {
  DecisionsSnapshotQuery,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscription,
  DecisionUpdatesSubscriptionVariables,
} from '../../gql/graphql.js'
import { DecisionsSnapshotDocument, DecisionUpdatesDocument } from '../../gql/graphql.js'
import type { LogOperation } from '../../live/resumable-log.js'

export type DecisionEntry = DecisionUpdatesSubscription['newDecision']

const KEPT = 200
export const FIRST_PAGE = 50

export const decisionsOperation: LogOperation<
  DecisionEntry,
  DecisionsSnapshotQuery,
  DecisionUpdatesSubscription,
  DecisionsSnapshotQueryVariables,
  DecisionUpdatesSubscriptionVariables
> = {
  snapshot: DecisionsSnapshotDocument,
  updates: DecisionUpdatesDocument,
  entriesOf: ({ decisions }) => decisions.edges.map(({ node }) => node),
  entryOf: ({ newDecision }) => newDecision,
  resume: ({ account }, lastId) => ({ account, after: lastId }),
  capacity: KEPT,
}

export const DECISION_FILTERS = ['all', 'trades'] as const
export type DecisionFilter = (typeof DECISION_FILTERS)[number]

export const filterDecisions = (entries: readonly DecisionEntry[], filter: DecisionFilter): readonly DecisionEntry[] =>
  filter === 'all' ? entries : entries.filter(({ action }) => action !== 'HOLD')
