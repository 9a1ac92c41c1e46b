import type { SigninResponse } from 'oidc-client-ts'
import type { OidcSettings, OidcSurroundings, OidcTokens } from './oidc-tokens.js'
import { ProviderFailure, type Provider, type ProviderTokens } from './provider.js'

/** The authorization code flow with PKCE. The library is loaded when somebody signs in. */
export function createOidcProvider(settings: OidcSettings, surroundings: OidcSurroundings): Provider {
  let loading: Promise<OidcTokens> | null = null
  const load = async () => {
    const { OidcTokens } = await import('./oidc-tokens.js')
    return new OidcTokens(settings, surroundings)
  }
  const withClient = async <T>(work: (client: OidcTokens) => Promise<T>): Promise<T> => {
    if (globalThis.crypto?.subtle === undefined) throw new ProviderFailure('insecure', 'No cryptography without TLS')
    try {
      loading ??= load()
      return await work(await loading)
    } catch (error) {
      loading = null
      throw failureOf(error)
    }
  }
  return {
    name: new URL(settings.issuer).host,
    addressToSignIn: (keep) =>
      withClient(async (client) => {
        const { url } = await client.createSigninRequest({ nonce: crypto.randomUUID(), state: { keep } })
        return url
      }),
    tokensAt: (address) =>
      withClient(async (client) => {
        const response = await client.signedIn(address)
        const { keep } = response.userState as { readonly keep: boolean }
        const { name, preferred_username: username, email, sub } = response.profile
        return { tokens: tokensOf(response, name ?? username ?? email ?? sub), keep }
      }),
    renewed: (tokens) => withClient(async (client) => tokensOf(await client.renewed(tokens), tokens.name)),
    forget: ({ accessToken, refreshToken }) => withClient((client) => client.revoke(accessToken, refreshToken)),
  }
}

function tokensOf(response: SigninResponse, name: string): ProviderTokens {
  const {
    access_token: accessToken,
    refresh_token: refreshToken,
    id_token: idToken = '',
    expires_at: expiresAt,
  } = response
  return {
    accessToken,
    refreshToken: refreshToken ?? null,
    idToken,
    expiresAtMs: expiresAt === undefined ? null : expiresAt * 1_000,
    name,
  }
}

/** Answers of a provider that is in trouble itself. */
const PASSING = ['temporarily_unavailable', 'server_error']

function failureOf(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  const { name, message, error: code } = error as Error & { readonly error?: string | null }
  if (name === 'ErrorResponse') return new ProviderFailure(PASSING.includes(code ?? '') ? 'away' : 'refused', message)
  // `fetch` rejects with a TypeError. The library puts the status of an answer in brackets.
  const isAway = name === 'TypeError' || name === 'ErrorTimeout' || /\((404|429|5\d\d)\)/.test(message)
  return new ProviderFailure(isAway ? 'away' : 'foreign', message)
}
