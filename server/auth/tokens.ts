import { createHash, randomBytes } from 'node:crypto'
import type { UnixMs } from '../domain/units.js'
import { tokenPrefix } from '../lib/bearer-token.js'
import type { StoredToken, TokenStore } from '../storage/token-store.js'
import { scopesOfAccount } from './scopes.js'

/** What a new token is to be. */
export interface TokenWish {
  /** For people. */
  readonly name: string
  readonly scopes: readonly string[]
  /** Null: it does not expire. */
  readonly expiresAtMs: UnixMs | null
}

/** A token that may do everything with one account, which need not be open yet. */
export function forAccount(accountId: string): TokenWish {
  return { name: accountId, scopes: scopesOfAccount(accountId), expiresAtMs: null }
}

export interface MintedToken {
  /** It is shown this once; the store keeps its `hashOfToken` only. */
  readonly token: string
  readonly stored: StoredToken
}

/** Makes a bearer token of 256 random bits. */
export async function mintToken(tokens: TokenStore, wish: TokenWish, nowMs: UnixMs): Promise<MintedToken> {
  const token = `${tokenPrefix}${randomBytes(32).toString('base64url')}`
  const hash = hashOfToken(token)
  const stored = { ...wish, id: idOfToken(hash), createdAtMs: nowMs, lastUsedAtMs: null, revokedAtMs: null }
  await tokens.add(hash, stored)
  return { token, stored }
}

/** SHA-256 in hex. A slower hash is not needed, because tokens are random. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** The id by which people name a token. It does not give the token away. */
function idOfToken(hash: string): string {
  return hash.slice(0, 16)
}

/** The `revokedAs` of viewers whose token has this id. For tokens that were minted here it is also the `id` of the viewer. */
export function viewerIdOf(tokenId: string): string {
  return `token:${tokenId}`
}
