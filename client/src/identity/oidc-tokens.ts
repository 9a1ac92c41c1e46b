import { OidcClient, SigninResponse, WebStorageStateStore, type OidcMetadata, type UserProfile } from 'oidc-client-ts'
import { isForClient } from './id-token.js'
import type { ProviderTokens } from './provider.js'

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

/** The client of the library, with the checks that it leaves to us. Tokens that came with a refused ID token are revoked. */
export class OidcTokens extends OidcClient {
  constructor({ issuer, clientId, scope, audience }: OidcSettings, { redirectUri, storage }: OidcSurroundings) {
    super({
      authority: issuer,
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      extraQueryParams: { audience },
      requestTimeoutInSeconds: TIMEOUT_S,
      stateStore: new WebStorageStateStore({ prefix: 'gammacast.sign-in.', store: storage }),
      // `isForClient` needs `azp`.
      filterProtocolClaims: false,
    })
  }

  /** For the address to which the provider sent somebody back. */
  async signedIn(address: string): Promise<SigninResponse> {
    // Forgets the verifier.
    const { state, response } = await this.readSigninResponseState(address, true)
    await this.#refuseOtherSender(new URL(address).searchParams.get('iss'))
    return this.#accepted(response, async () => {
      await this._validator.validateSigninResponse(response, state)
      // Without it nobody knows whether the answer is to the question of this tab.
      if (response.id_token === undefined) throw new Error('The provider sent no ID token')
    })
  }

  /** A provider may leave out what stays the same. */
  async renewed({ refreshToken, idToken }: ProviderTokens): Promise<SigninResponse> {
    const before = { refresh_token: refreshToken ?? '', id_token: idToken }
    const { refresh_token } = before
    const sent = await this._tokenClient.exchangeRefreshToken({ refresh_token, timeoutInSeconds: TIMEOUT_S })
    const response = Object.assign(new SigninResponse(new URLSearchParams()), sent)
    response.refresh_token ??= refresh_token
    response.id_token ??= idToken
    // It would be the profile of an answer without an ID token.
    const profile = {} as UserProfile
    return this.#accepted(response, () =>
      this._validator.validateRefreshResponse(response, { ...before, session_state: null, profile }),
    )
  }

  /** Revokes tokens, where the provider does so. With a refresh token go the access tokens that it brought (RFC 7009, 2.1). */
  async revoke(accessToken: string, refreshToken: string | null): Promise<void> {
    const { revocation_endpoint: canRevoke } = await this.metadataService.getMetadata()
    if (canRevoke === undefined) return
    if (refreshToken === null) await this.revokeToken(accessToken, 'access_token')
    else await this.revokeToken(refreshToken, 'refresh_token')
  }

  /** Refuses an answer of another provider, before its code goes to ours (RFC 9207, 2.4). The library does not look. */
  async #refuseOtherSender(sender: string | null): Promise<void> {
    if (sender === this.settings.authority) return
    if (sender !== null) throw new Error('Another provider sent the answer')
    const { authorization_response_iss_parameter_supported: promisesSender }: ProviderMetadata =
      await this.metadataService.getMetadata()
    if (promisesSender === true) throw new Error('The answer does not say which provider sent it')
  }

  async #accepted(response: SigninResponse, check: () => Promise<void>): Promise<SigninResponse> {
    const { authority, client_id: clientId } = this.settings
    try {
      await check()
      if (!isForClient(response.profile, authority, clientId))
        throw new Error('The ID token is of another provider or client')
      return response
    } catch (error) {
      const { access_token: accessToken, refresh_token: refreshToken = null } = response
      // Nobody waits for it.
      if (accessToken !== '') void this.revoke(accessToken, refreshToken).catch(() => undefined)
      throw error
    }
  }
}

interface ProviderMetadata extends Partial<OidcMetadata> {
  /** The library does not know it. */
  readonly authorization_response_iss_parameter_supported?: unknown
}
