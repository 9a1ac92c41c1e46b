import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, exportSPKI, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  issuerName,
  jwtSettings,
  keyPair,
  sign,
  signedBy,
  startIssuer,
  unsigned,
  withPayload,
  type Issuer,
  type KeyPair,
  type Wish,
} from '../support/auth/issuer.js'
import { tokensAnswered } from '../support/auth/tokens-answered.js'
import { noon } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { waysIn } from '../support/ways-in.js'

const query = '{ status { version } }'
const accepted = { data: { status: { version: expect.any(String) as string } } }
const secret = 'a secret of more than thirty-two bytes'

/** Servers with a clock of their own. */
const serve = (env: Record<string, string>) =>
  startServer({ feed: new ScriptedFeed(), clock }, { AGENTS: 'none', ...jwtSettings, ...env })
let clock: ManualClock
let issuer: Issuer
let server: TestServer
let sharing: TestServer
let rsa: KeyPair
let ec: KeyPair
let ed: KeyPair
let foreign: KeyPair

beforeAll(async () => {
  clock = new ManualClock(noon)
  ;[rsa, ec, ed, foreign] = await Promise.all([
    keyPair('rsa', 'RS256'),
    keyPair('ec', 'ES256'),
    keyPair('ed', 'EdDSA'),
    keyPair('rsa', 'RS256'),
  ])
  issuer = await startIssuer(rsa, ec, ed)
  issuer.add(
    { ...generateKeyPairSync('rsa', { modulusLength: 1_024 }).publicKey.export({ format: 'jwk' }), kid: 'weak' },
    { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'point' },
    { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'short' },
  )
  server = await serve({ JWT_JWKS_URL: issuer.url })
  sharing = await serve({ JWT_SECRET: secret })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await sharing[Symbol.asyncDispose]()
  await issuer[Symbol.asyncDispose]()
})

const at = (wish: Partial<Wish> = {}): Wish => ({ nowMs: clock.now(), ...wish })
const seconds = (fromNow: number) => Math.floor(clock.now() / 1_000) + fromNow
const withClaims = (claims: Record<string, unknown>) => sign(rsa, at({ claims }))
const junk = (alg: string, kid: string) => [{ alg, kid }, {}].map(encoded).concat('AAAA').join('.')
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const withHeader = (header: Record<string, unknown>) => sign(foreign, at({ header }))
const byOtherAlgorithm = async ({ kid, privateKey }: KeyPair, alg: string) =>
  signedBy(await importJWK({ ...(await exportJWK(privateKey)), alg }, alg), { alg, kid }, at())
const bytes = (text: string) => new TextEncoder().encode(text)
const flipped = (token: string, place: number) => {
  const letter = token.at(place) === 'A' ? 'B' : 'A'
  return token.slice(0, place) + letter + token.slice(place + 1)
}

const good: readonly (readonly [string, () => Promise<string>])[] = [
  ['RS256', () => sign(rsa, at())],
  ['ES256', () => sign(ec, at())],
  ['EdDSA', () => sign(ed, at())],
  ['one of several audiences', () => withClaims({ aud: ['other', 'gammacast'] })],
  ['an end within the leeway', () => withClaims({ exp: seconds(-29) })],
  ['a beginning within the leeway', () => withClaims({ nbf: seconds(29) })],
  ['the type of access tokens', () => sign(rsa, at({ header: { typ: 'at+jwt' } }))],
  ['a nonce and scopes', () => withClaims({ nonce: 'n', typ: 'Bearer' })],
]

const bad: readonly (readonly [string, () => Promise<string> | string])[] = [
  ['no algorithm: none', () => unsigned('none', at())],
  ['no algorithm: None', () => unsigned('None', at())],
  ['no algorithm: NONE', () => unsigned('NONE', at())],
  ['no algorithm, with the kid of a key', () => unsigned('none', at({ header: { kid: 'rsa' } }))],
  [
    'HS256 by the public key as PEM',
    async () => signedBy(bytes(await exportSPKI(rsa.publicKey)), { alg: 'HS256', kid: 'rsa' }, at()),
  ],
  [
    'HS256 by the public key as JWK',
    async () => signedBy(bytes(JSON.stringify(await exportJWK(rsa.publicKey))), { alg: 'HS256', kid: 'rsa' }, at()),
  ],
  [
    'HS256 by the modulus',
    async () => signedBy(bytes((await exportJWK(rsa.publicKey)).n ?? ''), { alg: 'HS256' }, at()),
  ],
  ['an ID token with the hash of its access token', () => withClaims({ at_hash: 'h' })],
  ['an ID token with the hash of its code', () => withClaims({ c_hash: 'h' })],
  ['an ID token with a nonce', () => withClaims({ nonce: 'n', scope: undefined })],
  ['an ID token by its own word', () => withClaims({ typ: 'ID' })],
  ['a refresh token', () => withClaims({ typ: 'Refresh' })],
  ['a token to sign out', () => sign(rsa, at({ header: { typ: 'logout+jwt' } }))],
  ['another issuer', () => withClaims({ iss: 'https://elsewhere.example' })],
  ['an issuer with a slash more', () => withClaims({ iss: `${issuerName}/` })],
  ['no issuer', () => withClaims({ iss: undefined })],
  ['another audience', () => withClaims({ aud: 'another' })],
  ['other audiences', () => withClaims({ aud: ['another', 'gammacast.example'] })],
  ['no audience', () => withClaims({ aud: undefined })],
  ['an end that is past', () => withClaims({ exp: seconds(-31) })],
  ['no end', () => withClaims({ exp: undefined })],
  ['an end that is a text', () => withClaims({ exp: String(seconds(300)) })],
  ['an end in milliseconds', () => withClaims({ exp: clock.now() })],
  ['an end that is no date', () => withClaims({ exp: 1e300 })],
  ['no subject', () => withClaims({ sub: undefined })],
  ['an object as its subject', () => withClaims({ sub: {} })],
  ['a subject that turns the writing', () => withClaims({ sub: 'a\u202eb' })],
  ['a weak key of the set', () => junk('RS256', 'weak')],
  ['a key of the set that is no point', () => junk('ES256', 'point')],
  ['a key of the set that is too short', () => junk('EdDSA', 'short')],
  ['a beginning to come', () => withClaims({ nbf: seconds(31) })],
  ['an unknown kid', () => sign({ ...rsa, kid: 'unknown' }, at())],
  ['a kid of another key', () => sign({ ...rsa, kid: 'ec' }, at())],
  ['a foreign key under a known kid', () => sign(foreign, at())],
  ['jku', () => withHeader({ jku: `${issuer.url}?mine` })],
  ['x5u', () => withHeader({ x5u: issuer.url })],
  ['its own key', async () => withHeader({ jwk: await exportJWK(foreign.publicKey), kid: undefined })],
  ['its own certificate', () => withHeader({ x5c: ['MIIB'] })],
  ['jku, signed by a known key', () => sign(rsa, at({ header: { jku: issuer.url } }))],
  ['a critical extension', () => sign(rsa, at({ header: { crit: ['b64'], b64: true } }))],
  ['another algorithm of the same key', () => byOtherAlgorithm(rsa, 'RS512')],
  ['another padding of the same key', () => byOtherAlgorithm(rsa, 'PS256')],
  ['another payload', async () => withPayload(await sign(rsa, at()), at({ claims: { scope: 'admin' } }))],
  ['another signature', async () => flipped(await sign(rsa, at()), -10)],
  ['another header', async () => flipped(await sign(rsa, at()), 12)],
  ['no signature', async () => (await sign(rsa, at())).replace(/[^.]+$/, '')],
  ['a fourth part', async () => `${await sign(rsa, at())}.x`],
  ['HS256 by the empty secret', () => signedBy(bytes('\0'), { alg: 'HS256' }, at())],
]

describe.each(waysIn)('over %s', (way, ask) => {
  const refused = ['HTTP', 'SSE'].includes(way) ? { code: 'UNAUTHENTICATED', status: 401 } : { code: 4403, status: 0 }

  it.each(good)('a JWT with %s is accepted', async (_what, make) => {
    expect(await ask(server, query, `Bearer ${await make()}`)).toEqual(accepted)
  })

  it.each(bad)('a JWT with %s is refused', async (_what, make) => {
    expect(await ask(server, query, `Bearer ${await make()}`)).toEqual(refused)
  })

  it('a JWT by a shared secret is accepted, and no other', async () => {
    const signed = (text: string, alg = 'HS256') => signedBy(bytes(text), { alg }, at())
    expect(await ask(sharing, query, `Bearer ${await signed(secret)}`)).toEqual(accepted)
    const others = [
      signed(`${secret} `),
      signed(secret, 'HS512'),
      Promise.resolve(unsigned('none', at())),
      sign(rsa, at()),
      signedBy(bytes(secret), { alg: 'HS256' }, at({ claims: { exp: undefined } })),
    ]
    for (const other of await Promise.all(others)) expect(await ask(sharing, query, `Bearer ${other}`)).toEqual(refused)
  })

  it('the scopes of a JWT count, in any of the claims that providers write them in', async () => {
    const read = '{ marketData { seq } }'
    const lacking = { code: 'FORBIDDEN', status: ['HTTP', 'SSE'].includes(way) ? 403 : 0 }
    for (const claims of [
      { scope: 'openid profile' },
      { scope: undefined },
      { scope: ['account:trade:a'] },
      { scope: {} },
    ]) {
      expect(await ask(server, read, `Bearer ${await withClaims(claims)}`)).toEqual(lacking)
    }
    for (const claims of [
      { scope: 'openid market:read' },
      { scope: undefined, scp: 'market:read' },
      { scope: undefined, scp: ['x', 'market:read'] },
      { scope: ['market:read', 5] },
    ]) {
      expect(await ask(server, read, `Bearer ${await withClaims(claims)}`)).toEqual({
        data: { marketData: { seq: 0 } },
      })
    }
  })
})

describe('a JWT that is revoked by its jti', () => {
  const withId = (jti: string) => withClaims({ jti })
  const revoke = async (id: string) => {
    const authorization = `Bearer ${await withClaims({ scope: 'admin' })}`
    const document = 'mutation ($id: ID!) { revokeToken(id: $id) { id scopes revokedAt } }'
    return ask<{ revokeToken: unknown }>(server.httpUrl, document, { id }, { authorization })
  }

  it.each(waysIn)('is of no use from then on, over %s, and others go on', async (way, askOver) => {
    const id = `over ${way}`
    const revoked = `Bearer ${await withId(id)}`
    expect(await askOver(server, query, revoked)).toEqual(accepted)
    const { data } = await revoke(`jwt:${id}`)
    expect(data?.revokeToken).toEqual({ id: `jwt:${id}`, scopes: [], revokedAt: new Date(clock.now()).toISOString() })
    expect(await askOver(server, query, revoked)).toHaveProperty('code')
    expect(await askOver(server, query, `Bearer ${await withId('other')}`)).toEqual(accepted)
  })

  it('has its streams ended, and those of other tokens of its user go on', async () => {
    const following = async (jti: string) => {
      const client = await new SocketClient(server.wsUrl).init({ authorization: `Bearer ${await withId(jti)}` })
      client.subscribe('s', 'subscription { status { version } }')
      await client.next()
      return client
    }
    const [ended, going] = [await following('leaked'), await following('kept')]
    await server.app.services.tokens.revoke('jwt:leaked', clock.now())
    await clock.advance(2_000, () => tokensAnswered(server))
    expect(await ended.closed).toEqual({ code: 4403, reason: 'The token was revoked' })
    expect(going.socket.readyState).toBe(going.socket.OPEN)
    going[Symbol.dispose]()
    await until(
      () => Promise.resolve(server.app.services.counts.members),
      (count) => count === 0,
    )
  })

  it.each(['jwt:', 'jwt: \n', `jwt:${'x'.repeat(256)}`, 'JWT:a', 'none'])('has an id, which %j is not', async (id) => {
    expect((await revoke(id)).errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_TOKEN' })
  })
})

it('a server without a key for JWTs accepts none', async () => {
  await using plain = await startServer({ feed: new ScriptedFeed(), clock }, { AGENTS: 'none' })
  for (const [, ask] of waysIn) {
    const answer = await ask(plain, query, `Bearer ${await sign(rsa, at())}`)
    expect(answer).toHaveProperty('code')
  }
})
