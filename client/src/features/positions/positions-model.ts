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
import { settled } from '../../live/settled.js'

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
  seed: (snapshot, current) => current ?? settled(snapshot.positions),
  fold: (_current, update) => settled(update.positions),
}

export const portfolioOperation: LiveOperation<
  AccountPortfolio,
  PortfolioSnapshotQuery,
  PortfolioUpdatesSubscription,
  PositionsSnapshotQueryVariables
> = {
  snapshot: PortfolioSnapshotDocument,
  updates: PortfolioUpdatesDocument,
  seed: (snapshot, current) => current ?? settled(snapshot.portfolio),
  fold: (_current, update) => settled(update.portfolio),
}
