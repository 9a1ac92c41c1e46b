import { allTokens } from '../auth/all-tokens.js'
import type { TokenStore } from '../storage/token-store.js'

/** How many tokens allow everything until somebody revokes them. */
export async function endlessAdminTokens(tokens: TokenStore): Promise<number> {
  let count = 0
  for await (const { scopes, expiresAtMs, revokedAtMs } of allTokens(tokens)) {
    if (scopes.includes('admin') && expiresAtMs === null && revokedAtMs === null) count += 1
  }
  return count
}
