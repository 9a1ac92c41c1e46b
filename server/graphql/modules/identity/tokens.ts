import { isScope, scopeForms, scopesOf } from '../../../auth/scopes.js'
import { mintToken, viewerIdOf, type TokenWish } from '../../../auth/tokens.js'
import { lengths, maxScopes, ranges } from '../../../domain/limits.js'
import type { UnixMs } from '../../../domain/units.js'
import { rangeArg } from '../../arguments.js'
import { apiError } from '../../errors.js'
import type { MintTokenInput, Resolvers } from '../../generated/resolver-types.js'
import { invalidInput, lineInput } from '../../input-checks.js'
import { requireAdmin } from '../../require-admin.js'
import { cursorError } from '../journal/cursor-error.js'

export const tokenResolvers: Resolvers = {
  Query: {
    tokens: async (_root, { first, after }, context) => {
      const { tokens } = requireAdmin(context)
      const page = { first: rangeArg('first', first, ranges.page), after: after ?? null }
      const found = await tokens.list(page)
      if (found) return found
      throw cursorError(after ?? '')
    },
  },
  Mutation: {
    mintToken: async (_root, { input }, context) => {
      const { tokens, live } = requireAdmin(context)
      const nowMs = live.clock.now()
      const minted = await mintToken(tokens, wishOf(input, nowMs), nowMs)
      return { bearerToken: minted.token, token: minted.stored }
    },
    revokeToken: async (_root, { id }, context) => {
      const { tokens, sessions, live } = requireAdmin(context)
      const revoked = await tokens.revoke(id, live.clock.now())
      if (!revoked) {
        const message = `Argument "id": there is no token "${id}"; "tokens" lists them.`
        throw apiError('UNKNOWN_TOKEN', message, { argument: 'id' })
      }
      sessions.revoke(viewerIdOf(id))
      return revoked
    },
  },
  Token: {
    createdAt: ({ createdAtMs }) => createdAtMs,
    lastUsedAt: ({ lastUsedAtMs }) => lastUsedAtMs,
    expiresAt: ({ expiresAtMs }) => expiresAtMs,
    revokedAt: ({ revokedAtMs }) => revokedAtMs,
  },
}

function wishOf({ name, scopes, expiresAt }: MintTokenInput, nowMs: UnixMs): TokenWish {
  if (scopes.length < 1 || scopes.length > maxScopes) throw invalidInput('scopes', `1 to ${maxScopes} of ${scopeForms}`)
  const bad = scopes.findIndex((scope) => !isScope(scope))
  if (bad !== -1) throw invalidInput(`scopes.${bad}`, `one of ${scopeForms}`)
  if (expiresAt != null && expiresAt <= nowMs) throw invalidInput('expiresAt', 'a time in the future')
  return {
    name: lineInput('name', name, lengths.name),
    scopes: scopesOf(scopes).texts,
    expiresAtMs: expiresAt ?? null,
  }
}
