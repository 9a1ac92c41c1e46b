import { createHash, randomBytes } from 'node:crypto'
import type { TokenStore } from '../storage/token-store.js'

/** What the id of an account may be. */
export const accountIdPattern = /^[a-z0-9_-]{1,64}$/

/** Makes a token that may write to the account. The account need not be open yet. Only the answer holds the token. */
export async function mintToken(tokens: TokenStore, accountId: string): Promise<string> {
  const token = newToken()
  await tokens.add(accountId, hashOfToken(token))
  return token
}

/** Makes a bearer token of 256 random bits. It is shown once; the store keeps its `hashOfToken` only. */
function newToken(): string {
  return `gct_${randomBytes(32).toString('base64url')}`
}

/** SHA-256 in hex. A slower hash is not needed, because tokens are random. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
