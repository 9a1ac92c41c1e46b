import { createHash, randomBytes } from 'node:crypto'
import type { TokenStore } from '../storage/token-store.js'

/** Our tokens begin with it, so that people and scanners for secrets recognize them. */
export const tokenPrefix = 'gct_'

/** Makes a token that may write to the account. The account need not be open yet. Only the answer holds the token. */
export async function mintToken(tokens: TokenStore, accountId: string): Promise<string> {
  const token = newToken()
  await tokens.add(accountId, hashOfToken(token))
  return token
}

/** Makes a bearer token of 256 random bits. It is shown once; the store keeps its `hashOfToken` only. */
function newToken(): string {
  return `${tokenPrefix}${randomBytes(32).toString('base64url')}`
}

/** SHA-256 in hex. A slower hash is not needed, because tokens are random. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** By what people name a token. It tells nothing of the token. */
export function idOfToken(hash: string): string {
  return hash.slice(0, 16)
}
