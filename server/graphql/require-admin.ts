import { isAnonymous } from '../auth/viewer.js'
import type { GraphqlContext, Services } from './context.js'
import { needsScope } from './errors.js'
import { missingScope } from './missing-scope.js'

/** The services for an administrator. Fails for anybody else. */
export function requireAdmin({ services, viewer }: GraphqlContext): Services {
  if (viewer.scopes.administer) return services
  throw isAnonymous(viewer) ? needsScope('admin') : missingScope('admin')
}
