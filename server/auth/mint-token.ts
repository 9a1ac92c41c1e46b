import type { TokenStore } from '../storage/token-store.js'
import { hashOfToken, newToken } from './tokens.js'

/** What the id of an account may be. */
export const accountIdPattern = /^[a-z0-9_-]{1,64}$/

/** A new token that may write to the account, which need not be open yet. It is nowhere but in the answer. */
export async function mintToken(tokens: TokenStore, accountId: string): Promise<string> {
  const token = newToken()
  await tokens.add(accountId, hashOfToken(token))
  return token
}
