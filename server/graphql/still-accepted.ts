import type { GraphQLError, GraphQLSchema } from 'graphql'
import type { SessionEnd } from '../auth/sessions.js'
import type { Viewer } from '../auth/viewer.js'
import type { GraphqlContext, Services } from './context.js'
import { unauthenticated } from './errors.js'

/** The viewer, unless the credentials have ended since they were found good: an operation waits for its body and its turn. */
export function stillAccepted({ sessions }: Pick<Services, 'sessions'>, viewer: Viewer): Viewer {
  const end = sessions.endOf(viewer)
  if (end === null) return viewer
  throw noLongerAccepted(end)
}

export function noLongerAccepted(end: SessionEnd): GraphQLError {
  return unauthenticated(end === 'EXPIRED' ? 'The bearer token has expired' : 'The bearer token was revoked')
}

/** Has every field of a mutation look again. They run one after another, and a field may wait for its account. */
export function checkEveryMutation(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field
    field.resolve = (root, args, context: GraphqlContext, info) => {
      stillAccepted(context.services, context.viewer)
      return resolve?.(root, args, context, info)
    }
  }
  return schema
}
