import { createOidcProvider } from './oidc-provider.js'
import type { OidcSettings, OidcSurroundings } from './oidc-tokens.js'
import type { Provider } from './provider.js'

const PATH = '/sign-in.json'

/** The provider that the server names. It is asked once, and again when it did not answer. */
export function providerOfServer(surroundings: OidcSurroundings): () => Promise<Provider | null> {
  let known: Promise<Provider | null> | null = null
  const read = async () => {
    const response = await fetch(PATH)
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const { oidc } = (await response.json()) as { readonly oidc: OidcSettings | null }
    return oidc && createOidcProvider(oidc, surroundings)
  }
  return () => {
    known ??= read().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
