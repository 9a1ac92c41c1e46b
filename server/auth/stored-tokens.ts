import type { TokenStore } from '../storage/token-store.js'
import type { TokenKind } from './authenticate.js'
import { BadCredentials } from './credentials.js'
import { scopesOfAccount } from './scopes.js'
import { hashOfToken, idOfToken, tokenPrefix } from './tokens.js'
import { viewerOf } from './viewer.js'

/** Tokens that `npm run token` minted. */
export function storedTokens(tokens: TokenStore): TokenKind {
  return {
    isMine: (token) => token.startsWith(tokenPrefix),
    async viewerOf(token) {
      const hash = hashOfToken(token)
      const accountId = await tokens.accountOf(hash)
      if (accountId === null) throw new BadCredentials('The bearer token is unknown in the store of this server')
      return viewerOf(`token:${idOfToken(hash)}`, scopesOfAccount(accountId))
    },
  }
}
