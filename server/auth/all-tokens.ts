import type { StoredToken, TokenStore } from '../storage/token-store.js'

const pageSize = 1_000

/** The tokens of a store, the newest first. */
export async function* allTokens(tokens: Pick<TokenStore, 'list'>): AsyncGenerator<StoredToken> {
  for (let after: string | null = null; ;) {
    const page: readonly StoredToken[] = (await tokens.list({ first: pageSize, after })) ?? []
    yield* page
    if (page.length < pageSize) return
    after = page.at(-1)?.id ?? null
  }
}
