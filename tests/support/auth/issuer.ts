import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose'

export const issuerName = 'https://login.example'
export const audienceName = 'gammacast'
export const jwtSettings = { JWT_ISSUER: issuerName, JWT_AUDIENCE: audienceName }

export interface KeyPair {
  readonly kid: string
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

export async function keyPair(kid: string, alg: string): Promise<KeyPair> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) }
}

/** An identity provider that publishes its keys, and counts who asks for them. */
export interface Issuer extends AsyncDisposable {
  readonly url: string
  fetches: number
  /** Whether it answers. */
  isUp: boolean
  /** Whether it takes requests and leaves them without an answer. */
  isSilent: boolean
  /** Answers with this text. */
  say(text: string): void
  /** Publishes these JWKs too. */
  add(...keys: readonly object[]): void
  /** Publishes these keys and no others. */
  publish(...keys: readonly KeyPair[]): Promise<void>
}

export async function startIssuer(...keys: readonly KeyPair[]): Promise<Issuer> {
  let published = ''
  const server = createServer((_request, response) => {
    issuer.fetches += 1
    if (issuer.isSilent) return
    if (!issuer.isUp) return void response.writeHead(503).end()
    response.writeHead(200, { 'content-type': 'application/json' }).end(published)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const issuer: Issuer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    fetches: 0,
    isUp: true,
    isSilent: false,
    say(text) {
      published = text
    },
    add(...keys) {
      const set = JSON.parse(published) as { keys: object[] }
      issuer.say(JSON.stringify({ keys: [...set.keys, ...keys] }))
    },
    async publish(...pairs) {
      const keys = pairs.map(async ({ kid, alg, publicKey }) => ({
        ...(await exportJWK(publicKey)),
        ...{ kid, alg, use: 'sig' },
      }))
      issuer.say(JSON.stringify({ keys: await Promise.all(keys) }))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  await issuer.publish(...keys)
  return issuer
}

export interface Wish {
  /** At this time, in milliseconds. */
  readonly nowMs: number
  /** Undefined leaves a claim out. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
}

/** A token that lasts for five minutes, with changes. */
function claimsAt({ nowMs, claims = {} }: Wish): Record<string, unknown> {
  const nowS = Math.floor(nowMs / 1_000)
  return { iss: issuerName, aud: audienceName, sub: 'trader', exp: nowS + 300, scope: 'market:read', ...claims }
}

export function sign({ kid, alg, privateKey }: KeyPair, wish: Wish): Promise<string> {
  const header = { alg, kid, ...wish.header } as JWTHeaderParameters
  return signedBy(privateKey, header, wish)
}

export function signedBy(key: CryptoKey | Uint8Array, header: JWTHeaderParameters, wish: Wish): Promise<string> {
  const { crit } = header
  return new SignJWT(claimsAt(wish))
    .setProtectedHeader(header)
    .sign(key, crit ? { crit: Object.fromEntries(crit.map((name) => [name, true])) } : {})
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token without a signature. */
export function unsigned(alg: string, wish: Wish): string {
  return `${encoded({ alg, ...wish.header })}.${encoded(claimsAt(wish))}.`
}

/** The same token with another payload. */
export function withPayload(token: string, wish: Wish): string {
  const [header, , signature] = token.split('.')
  return [header, encoded(claimsAt(wish)), signature].join('.')
}
