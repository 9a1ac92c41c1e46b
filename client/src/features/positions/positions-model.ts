import {
  PortfolioUpdatesDocument,
  PositionsUpdatesDocument,
  type PortfolioUpdatesSubscription,
  type PositionsUpdatesSubscription,
} from '../../gql/graphql.js'
import type { LiveOperation } from '../../live/live-store.js'
import { settled } from '../../live/settled.js'

export type AccountPositions = PositionsUpdatesSubscription['positions']
export type AccountPortfolio = PortfolioUpdatesSubscription['portfolio']

type OfAccount = {
  readonly account: string
}

export const positionsOperation: LiveOperation<AccountPositions, PositionsUpdatesSubscription, OfAccount> = {
  updates: PositionsUpdatesDocument,
  fold: (_current, { positions }) => settled(positions),
}

export const portfolioOperation: LiveOperation<AccountPortfolio, PortfolioUpdatesSubscription, OfAccount> = {
  updates: PortfolioUpdatesDocument,
  fold: (_current, { portfolio }) => settled(portfolio),
}
