import type { OidcClient, SigninResponse, UserProfile } from 'oidc-client-ts'
import { ProviderFailure, type Provider, type ProviderTokens } from './provider.js'

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  readonly audience: string
}

export interface OidcSurroundings {
  /** Where the provider sends people back to. */
  readonly redirectUri: string
  /** Keeps the verifier of a sign-in that is under way. */
  readonly storage: Storage
}

const TIMEOUT_S = 10

/** The authorization code flow with PKCE. The library is loaded when somebody signs in. */
export function createOidcProvider(settings: OidcSettings, { redirectUri, storage }: OidcSurroundings): Provider {
  let loading: Promise<OidcClient> | null = null
  const load = async () => {
    const { OidcClient, WebStorageStateStore } = await import('oidc-client-ts')
    return new OidcClient({
      authority: settings.issuer,
      client_id: settings.clientId,
      redirect_uri: redirectUri,
      scope: settings.scope,
      extraQueryParams: { audience: settings.audience },
      requestTimeoutInSeconds: TIMEOUT_S,
      stateStore: new WebStorageStateStore({ prefix: 'gammacast.sign-in.', store: storage }),
    })
  }
  const withClient = async <T>(work: (client: OidcClient) => Promise<T>): Promise<T> => {
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
        await refuseOtherSender(client, address)
        const response = await client.processSigninResponse(address)
        const { keep } = response.userState as { readonly keep: boolean }
        return { tokens: tokensOf(response, settings), keep }
      }),
    renewed: (tokens) =>
      withClient(async (client) => {
        const state = {
          refresh_token: tokens.refreshToken ?? '',
          id_token: tokens.idToken,
          session_state: null,
          // It would only come back in the answer, and nobody reads it there.
          profile: {} as UserProfile,
        }
        return renewedTokens(tokens, await client.useRefreshToken({ state, timeoutInSeconds: TIMEOUT_S }))
      }),
    forget: ({ refreshToken, accessToken }) =>
      withClient(async (client) => {
        const { revocation_endpoint: canRevoke } = await client.metadataService.getMetadata()
        if (canRevoke === undefined) return
        if (refreshToken === null) await client.revokeToken(accessToken, 'access_token')
        else await client.revokeToken(refreshToken, 'refresh_token')
      }),
  }
}

/**
 * Refuses an answer that names another provider as its sender, before its code goes to ours (RFC 9207). The library does not look.
 */
async function refuseOtherSender(client: OidcClient, address: string): Promise<void> {
  const sender = new URL(address).searchParams.get('iss')
  if (sender === null || sender === client.settings.authority) return
  // Forgets the verifier.
  await client.readSigninResponseState(address, true)
  throw new Error('Another provider sent the answer')
}

function tokensOf(response: SigninResponse, { issuer, clientId }: OidcSettings): ProviderTokens {
  const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken, expires_at: expiresAt } = response
  // Without it nobody knows whether the answer is to the question of this tab.
  if (idToken === undefined) throw new Error('The provider sent no ID token')
  const { name, preferred_username: username, email, sub, iss, aud } = response.profile
  // The library leaves these two to us (OpenID Connect Core, 3.1.3.7).
  if (iss !== issuer || ![aud].flat().includes(clientId))
    throw new Error('The ID token is of another provider or client')
  return {
    accessToken,
    refreshToken: refreshToken ?? null,
    idToken,
    expiresAtMs: expiresAt === undefined ? null : expiresAt * 1_000,
    name: name ?? username ?? email ?? sub,
  }
}

/** A provider may leave out what stays the same. */
function renewedTokens(before: ProviderTokens, response: SigninResponse): ProviderTokens {
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? before.refreshToken,
    idToken: response.id_token ?? before.idToken,
    expiresAtMs: response.expires_at === undefined ? null : response.expires_at * 1_000,
    name: before.name,
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
