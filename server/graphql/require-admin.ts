import { isAnonymous } from '../auth/viewer.js'
import type { GraphqlContext, Services } from './context.js'
import { minting, unauthenticated } from './errors.js'
import { missingScope } from './missing-scope.js'

/** The services for an administrator. Fails for anybody else. */
export function requireAdmin({ services, viewer }: GraphqlContext): Services {
  if (viewer.scopes.administer) return services
  throw isAnonymous(viewer)
    ? unauthenticated('This needs a bearer token with the scope "admin"', minting.withScope('admin'))
    : missingScope('admin')
}
