import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, SignJWT } from 'jose'
import { audienceName, keyPair } from './issuer.js'

const clientId = 'gammacast-dashboard'

/** An OpenID provider on this machine that signs everybody in as one person. It is strict about what it is asked. */
export interface Provider extends AsyncDisposable {
  readonly issuer: string
  readonly clientId: string
  /** For a server that accepts its tokens, and whose dashboard signs in there. */
  readonly settings: Readonly<Record<string, string>>
  /** How long its access tokens last. */
  lifetimeS: number
  /** How long it says that they last. Null: as long as they do. */
  saidLifetimeS: number | null
  scope: string
  /** Whether it answers. */
  isUp: boolean
  /** Whether its refresh tokens are good. */
  renews: boolean
  /** Whether it promises to say that it is the sender of its answers. */
  namesSender: boolean
  /**
   * What it sends in place of the `state` that it was given, says to be the sender of its answer (null: nothing), and writes
   * over the claims of ID tokens.
   */
  wrong: {
    readonly state?: string
    readonly sender?: string | null
    readonly claims?: Readonly<Record<string, unknown>>
  }
  /** How many codes somebody wanted to exchange for tokens. */
  exchanges: number
  /** Whether it signs people in, or says that they may not. */
  isWilling: boolean
  /** The access tokens that it gave out, newest last. */
  readonly issued: readonly string[]
  /** The refresh tokens that are good, newest last. */
  readonly refreshTokens: ReadonlySet<string>
  /** The tokens that it was asked to forget. */
  readonly forgotten: readonly string[]
}

interface Asked {
  readonly redirectUri: string
  readonly challenge: string
  readonly nonce: string
}

export async function startProvider(): Promise<Provider> {
  const key = await keyPair('provider', 'ES256')
  const codes = new Map<string, Asked>()
  const refreshTokens = new Set<string>()
  const issued: string[] = []
  const forgotten: string[] = []

  const signed = (claims: Record<string, unknown>) =>
    new SignJWT({ sub: 'ada', iss: provider.issuer, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .setIssuedAt()
      .setExpirationTime(`${provider.lifetimeS}s`)
      .sign(key.privateKey)

  async function tokens(nonce: string | undefined) {
    const { wrong } = provider
    const accessToken = await signed({ scope: provider.scope, jti: randomUUID(), aud: audienceName })
    const refreshToken = randomUUID()
    refreshTokens.add(refreshToken)
    issued.push(accessToken)
    return {
      token_type: 'Bearer',
      access_token: accessToken,
      refresh_token: refreshToken,
      id_token: await signed({ name: 'Ada Lovelace', nonce, aud: clientId, ...wrong.claims }),
      expires_in: provider.saidLifetimeS ?? provider.lifetimeS,
      scope: `openid ${provider.scope}`,
    }
  }

  function authorize({ searchParams: asked }: URL, response: ServerResponse): void {
    const wanted = { client_id: clientId, response_type: 'code', code_challenge_method: 'S256', audience: audienceName }
    for (const [name, value] of Object.entries(wanted)) {
      if (asked.get(name) !== value) return fail(response, `${name} is ${asked.get(name)}`)
    }
    const [redirectUri, challenge, nonce, state] = ['redirect_uri', 'code_challenge', 'nonce', 'state'].map(
      (name) => asked.get(name) ?? '',
    ) as [string, string, string, string]
    if ([redirectUri, challenge, nonce, state].includes('')) return fail(response, 'Something is missing')
    const answer = new URL(redirectUri)
    answer.searchParams.set('state', provider.wrong.state ?? state)
    const { sender = provider.issuer } = provider.wrong
    if (sender !== null) answer.searchParams.set('iss', sender)
    if (provider.isWilling) {
      const code = randomUUID()
      codes.set(code, { redirectUri, challenge, nonce })
      answer.searchParams.set('code', code)
    } else answer.searchParams.set('error', 'access_denied')
    response.writeHead(302, { location: answer.href }).end()
  }

  async function exchange(form: URLSearchParams, response: ServerResponse): Promise<void> {
    provider.exchanges += 1
    const code = form.get('code') ?? ''
    const asked = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isGood = asked?.challenge === challenge && asked.redirectUri === form.get('redirect_uri')
    if (!isGood || form.get('client_id') !== clientId) return fail(response, 'invalid_grant')
    send(response, 200, await tokens(asked.nonce))
  }

  async function refresh(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const isKnown = refreshTokens.delete(form.get('refresh_token') ?? '')
    if (!isKnown || !provider.renews) return fail(response, 'invalid_grant')
    send(response, 200, await tokens(undefined))
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*')
    if (!provider.isUp) return void response.writeHead(503).end()
    const url = new URL(request.url ?? '', provider.issuer)
    const form = new URLSearchParams(await text(request))
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return send(response, 200, {
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          revocation_endpoint: `${provider.issuer}/revoke`,
          jwks_uri: `${provider.issuer}/keys`,
          authorization_response_iss_parameter_supported: provider.namesSender,
        })
      case '/keys':
        return send(response, 200, { keys: [{ ...(await exportJWK(key.publicKey)), kid: key.kid, alg: key.alg }] })
      case '/authorize':
        return authorize(url, response)
      case '/token':
        return form.get('grant_type') === 'refresh_token' ? refresh(form, response) : exchange(form, response)
      case '/revoke':
        forgotten.push(form.get('token') ?? '')
        refreshTokens.delete(form.get('token') ?? '')
        return send(response, 200, {})
      default:
        return void response.writeHead(404).end()
    }
  }

  const server = createServer((request, response) => void take(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: Provider = {
    issuer,
    clientId,
    settings: {
      JWT_JWKS_URL: `${issuer}/keys`,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: audienceName,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: clientId,
    },
    lifetimeS: 3_600,
    saidLifetimeS: null,
    scope: 'market:read',
    isUp: true,
    renews: true,
    namesSender: true,
    wrong: {},
    exchanges: 0,
    isWilling: true,
    issued,
    refreshTokens,
    forgotten,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return provider
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function fail(response: ServerResponse, why: string): void {
  send(response, 400, { error: 'invalid_grant', error_description: why })
}
