import { createHash, randomBytes } from 'node:crypto'
import type { TokenStore } from '../storage/token-store.js'

/** What the id of an account may be. */
export const accountIdPattern = /^[a-z0-9_-]{1,64}$/

/** A new token that may write to the account, which need not be open yet. It is nowhere but in the answer. */
export async function mintToken(tokens: TokenStore, accountId: string): Promise<string> {
  const token = newToken()
  await tokens.add(accountId, hashOfToken(token))
  return token
}

/** A new bearer token, 256 random bits, to be shown once; the store keeps `hashOfToken` of it. */
function newToken(): string {
  return `gct_${randomBytes(32).toString('base64url')}`
}

/** SHA-256 in hex. Tokens are random, so nothing slower is needed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
