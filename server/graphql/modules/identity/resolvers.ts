import { apiError } from '../../errors.js'
import type { Resolvers } from '../../generated/resolver-types.js'

export const identityResolvers: Resolvers = {
  Query: {
    viewer: (_root, _args, { viewer }) => viewer,
  },
  Mutation: {
    renewToken: (_root, { token }, { renew }) => {
      if (renew) return renew(token)
      throw apiError(
        'BAD_REQUEST',
        'A token is renewed on a WebSocket; over HTTP, send the new one with the next request.',
      )
    },
  },
  Viewer: {
    scopes: ({ scopes }) => scopes.texts,
    expiresAt: ({ expiresAtMs }) => expiresAtMs,
  },
}
