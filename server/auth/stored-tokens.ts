import type { UnixMs } from '../domain/units.js'
import { tokenPrefix } from '../lib/bearer-token.js'
import type { TokenStore } from '../storage/token-store.js'
import type { TokenKind } from './authenticate.js'
import { BadCredentials } from './credentials.js'
import type { TokenUses } from './token-uses.js'
import { hashOfToken, viewerIdOf } from './tokens.js'
import { viewerOf } from './viewer.js'

export interface StoredTokensParts {
  readonly tokens: TokenStore
  readonly uses: TokenUses
  readonly now: () => UnixMs
}

/** Tokens that were minted here. */
export function storedTokens({ tokens, uses, now }: StoredTokensParts): TokenKind {
  return {
    isMine: (token) => token.startsWith(tokenPrefix),
    async viewerOf(token) {
      const known = await tokens.find(hashOfToken(token))
      if (!known) throw new BadCredentials('The bearer token is unknown in the store of this server')
      if (known.revokedAtMs !== null) throw new BadCredentials('The bearer token was revoked')
      const { id, scopes, expiresAtMs } = known
      if (expiresAtMs !== null && expiresAtMs <= now()) throw new BadCredentials('The bearer token has expired')
      uses.note(id, now())
      return viewerOf(viewerIdOf(id), scopes, expiresAtMs)
    },
  }
}
