import type { GraphqlContext, Services } from './context.js'
import { missingScope } from './missing-scope.js'

/** The services for somebody who may read the market. Fails for anybody else. */
export function marketReader({ services, viewer }: GraphqlContext): Services {
  if (viewer.scopes.readMarket) return services
  throw missingScope('market:read')
}
