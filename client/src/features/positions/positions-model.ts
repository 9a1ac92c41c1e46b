import type {
  PortfolioSnapshotQuery,
  PortfolioUpdatesSubscription,
  PositionsSnapshotQuery,
  PositionsSnapshotQueryVariables,
  PositionsUpdatesSubscription,
} from '../../gql/graphql.js'
import {
  PortfolioSnapshotDocument,
  PortfolioUpdatesDocument,
  PositionsSnapshotDocument,
  PositionsUpdatesDocument,
} from '../../gql/graphql.js'
import type { LiveOperation } from '../../live/live-store.js'

export type AccountPositions = PositionsUpdatesSubscription['positions']
export type AccountPortfolio = PortfolioUpdatesSubscription['portfolio']

export const positionsOperation: LiveOperation<
  AccountPositions,
  PositionsSnapshotQuery,
  PositionsUpdatesSubscription,
  PositionsSnapshotQueryVariables
> = {
  snapshot: PositionsSnapshotDocument,
  updates: PositionsUpdatesDocument,
  seed: (snapshot, current) => current ?? snapshot.positions,
  fold: (_current, update) => update.positions,
}

export const portfolioOperation: LiveOperation<
  AccountPortfolio,
  PortfolioSnapshotQuery,
  PortfolioUpdatesSubscription,
  PositionsSnapshotQueryVariables
> = {
  snapshot: PortfolioSnapshotDocument,
  updates: PortfolioUpdatesDocument,
  seed: (snapshot, current) => current ?? snapshot.portfolio,
  fold: (_current, update) => update.portfolio,
}
