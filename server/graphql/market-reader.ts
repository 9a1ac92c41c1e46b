import type { GraphQLResolveInfo } from 'graphql'
import type { GraphqlContext } from './context.js'
import { missingScope } from './missing-scope.js'
import { readerOf, type MarketTimeline } from './timeline.js'

/** The timeline of a field, for somebody who may read the market. Fails for anybody else. */
export function marketReader(context: GraphqlContext, info: Pick<GraphQLResolveInfo, 'path'>): MarketTimeline {
  if (context.viewer.scopes.readMarket) return readerOf(context, info).timeline
  throw missingScope('market:read')
}
