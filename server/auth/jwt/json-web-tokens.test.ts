import fc from 'fast-check'
import { exportJWK, exportSPKI } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  audienceName,
  issuerName,
  keyPair,
  sign,
  signedBy,
  startIssuer,
  unsigned,
  withPayload,
  type KeyPair,
  type Wish,
} from '../../../tests/support/auth/issuer.js'
import { BadCredentials } from '../credentials.js'
import { IssuerKeys } from './issuer-keys.js'
import { jsonWebTokens } from './json-web-tokens.js'
import { secretKey } from './jwt-keys.js'

const nowMs = Date.UTC(2026, 8, 24, 12)
const nowS = nowMs / 1_000
const revoked = new Set<string>()
const tokens = { revocationOf: (id: string) => Promise.resolve(revoked.has(id) ? nowMs : null) }
const hourMs = 3_600_000
const rules = { issuer: issuerName, audience: audienceName, maxLifeWithoutJtiMs: hourMs, tokens, now: () => nowMs }
const secret = 'a secret of more than thirty-two bytes'
const sharing = jsonWebTokens({ ...rules, keys: secretKey(secret) })
const bytes = (text: string) => new TextEncoder().encode(text)

let rsa: KeyPair
let ec: KeyPair
let ed: KeyPair
beforeAll(async () => {
  ;[rsa, ec, ed] = await Promise.all([keyPair('rsa', 'RS256'), keyPair('ec', 'ES256'), keyPair('ed', 'EdDSA')])
})

/** A token by the shared secret. */
const shared = (wish: Partial<Wish> = {}, by = secret) =>
  signedBy(bytes(by), { alg: 'HS256', ...wish.header }, { nowMs, ...wish })
const withClaims = (claims: Record<string, unknown>) => shared({ claims })
const withHeader = (header: Record<string, unknown>) => shared({ header })
const claimProblem = (claim: string) => `The claim "${claim}" of the token is not what this server accepts`
const headerProblem = (name: string) => `The header of the token must not have "${name}"`
const invalid = 'The token is not a valid JWT'

describe('a JWT', () => {
  it.each([
    ['a.b.c', true],
    ['..', true],
    ['a.b', false],
    ['a.b.c.d', false],
    ['gct_a', false],
  ])('is known by its three parts: %s', (token, isMine) => expect(sharing.isMine(token)).toBe(isMine))

  it('gives a viewer by its issuer and its subject, with its end', async () => {
    expect(await sharing.viewerOf(await shared())).toMatchObject({
      id: `jwt:${issuerName}|trader`,
      expiresAtMs: nowMs + 300_000,
    })
  })

  it('is revoked by its `jti`, alone', async () => {
    const tokens = await Promise.all(['one', 'two'].map((jti) => withClaims({ jti })))
    revoked.add('jwt:one')
    const [one = '', two = ''] = tokens
    await expect(sharing.viewerOf(one)).rejects.toThrow(new BadCredentials('The bearer token was revoked'))
    expect(await sharing.viewerOf(two)).toMatchObject({ id: `jwt:${issuerName}|trader`, revokedAs: 'token:jwt:two' })
  })

  it('may have no `jti` to be revoked by', async () => {
    const id = `jwt:${issuerName}|trader`
    expect(await sharing.viewerOf(await withClaims({ jti: undefined }))).toMatchObject({ id, revokedAs: id })
  })

  it('without a `jti` may not last for long, because nobody could revoke it', async () => {
    const lasting = (ms: number, claims = {}) => withClaims({ exp: (nowMs + ms) / 1_000, ...claims })
    expect(await sharing.viewerOf(await lasting(hourMs))).toMatchObject({ expiresAtMs: nowMs + hourMs })
    await expect(sharing.viewerOf(await lasting(hourMs + 1_000))).rejects.toThrow(BadCredentials)
    await expect(sharing.viewerOf(await lasting(hourMs + 1_000))).rejects.toThrow('has no "jti"')
    expect(await sharing.viewerOf(await lasting(hourMs + 1_000, { jti: 'one of many' }))).toHaveProperty('id')
    const strict = jsonWebTokens({ ...rules, maxLifeWithoutJtiMs: 0, keys: secretKey(secret) })
    await expect(strict.viewerOf(await lasting(1_000))).rejects.toThrow('has no "jti"')
    expect(await strict.viewerOf(await lasting(1_000, { jti: 'one of many' }))).toHaveProperty('id')
  })

  it.each([null, '', 7, 'a\nb', '\u200b', 'x'.repeat(256)])(
    'is refused when nobody could name its `jti` to revoke it: %j',
    async (jti) => {
      const refusal = new BadCredentials(claimProblem('jti'))
      await expect(sharing.viewerOf(await withClaims({ jti }))).rejects.toThrow(refusal)
    },
  )

  it('may have a subject of any letters, up to 255', async () => {
    for (const sub of ['auth0|5f7', 'Zoë Müller', 'x'.repeat(255)])
      expect(await sharing.viewerOf(await withClaims({ sub }))).toMatchObject({ id: `jwt:${issuerName}|${sub}` })
  })

  it('that ends this very moment is good for the leeway', async () => {
    expect(await sharing.viewerOf(await withClaims({ exp: nowS }))).toMatchObject({ expiresAtMs: nowMs + 30_000 })
  })

  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['a text', { scope: 'openid account:read:a market:read' }, ['account:read:a', 'market:read']],
    ['a list', { scope: ['account:read:a', 5, 'market:read'] }, ['account:read:a', 'market:read']],
    ['a text of the other name', { scope: undefined, scp: 'market:read' }, ['market:read']],
    ['a list of the other name', { scope: undefined, scp: ['market:read'] }, ['market:read']],
    ['both', { scope: 'admin', scp: 'market:read' }, ['admin', 'market:read']],
    ['an object', { scope: { admin: 'admin' } }, []],
    ['a number', { scope: 5 }, []],
    ['nothing', { scope: undefined }, []],
  ])('has the scopes that it writes as %s', async (_what, claims, scopes) => {
    expect((await sharing.viewerOf(await withClaims(claims))).scopes.texts).toEqual(scopes)
  })

  it.each([
    ['an end within the leeway', { exp: nowS - 29 }],
    ['a beginning within the leeway', { nbf: nowS + 29 }],
    ['one of several audiences', { aud: ['other', audienceName] }],
  ])('with %s is accepted', async (_what, claims) => {
    expect(await sharing.viewerOf(await withClaims(claims))).toMatchObject({ id: `jwt:${issuerName}|trader` })
  })

  it.each<[string, () => Promise<string> | string, string]>([
    ['that has expired', () => withClaims({ exp: nowS - 31 }), 'The token has expired'],
    ['without an end', () => withClaims({ exp: undefined }), claimProblem('exp')],
    ['whose end is a text', () => withClaims({ exp: `${nowS + 300}` }), claimProblem('exp')],
    ['that begins later', () => withClaims({ nbf: nowS + 31 }), claimProblem('nbf')],
    ['whose end is in milliseconds', () => withClaims({ exp: nowMs }), claimProblem('exp')],
    ['whose end is no date', () => withClaims({ exp: 1e300 }), claimProblem('exp')],
    ['of nobody', () => withClaims({ sub: undefined }), claimProblem('sub')],
    ['of an empty subject', () => withClaims({ sub: '' }), claimProblem('sub')],
    ['of a blank subject', () => withClaims({ sub: '  ' }), claimProblem('sub')],
    ['of an object', () => withClaims({ sub: { id: 1 } }), claimProblem('sub')],
    ['of a number', () => withClaims({ sub: 5 }), claimProblem('sub')],
    ['of a long subject', () => withClaims({ sub: 'x'.repeat(256) }), claimProblem('sub')],
    ['of two lines', () => withClaims({ sub: 'a\nb' }), claimProblem('sub')],
    ['of a turned subject', () => withClaims({ sub: 'a\u202eb' }), claimProblem('sub')],
    ['of an unseen subject', () => withClaims({ sub: 'a\u200bb' }), claimProblem('sub')],
    ['of half a letter', () => withClaims({ sub: 'a\ud800' }), claimProblem('sub')],
    ['of another issuer', () => withClaims({ iss: `${issuerName}/` }), claimProblem('iss')],
    ['of no issuer', () => withClaims({ iss: undefined }), claimProblem('iss')],
    ['for another audience', () => withClaims({ aud: 'another' }), claimProblem('aud')],
    ['for no audience', () => withClaims({ aud: undefined }), claimProblem('aud')],
    ['by another secret', () => shared({}, `${secret} `), 'The signature of the token is wrong'],
    [
      'with another payload',
      async () => withPayload(await shared(), { nowMs, claims: { scope: 'admin' } }),
      'The signature of the token is wrong',
    ],
    [
      'by another algorithm',
      () => signedBy(bytes(secret), { alg: 'HS512' }, { nowMs }),
      'The algorithm of the token is not that of its key',
    ],
    ['without a signature', () => unsigned('none', { nowMs }), 'The algorithm of the token is not that of its key'],
    ['that is nonsense', () => 'a.b.c', invalid],
    ['that brings its key', async () => withHeader({ jwk: await exportJWK(rsa.publicKey) }), headerProblem('jwk')],
    ['that says where its key is', () => withHeader({ jku: 'http://127.0.0.1' }), headerProblem('jku')],
    ['that says where its certificate is', () => withHeader({ x5u: 'http://127.0.0.1' }), headerProblem('x5u')],
    ['that brings its certificate', () => withHeader({ x5c: ['MIIB'] }), headerProblem('x5c')],
    ['with a rule of its own', () => withHeader({ crit: ['b64'], b64: true }), headerProblem('crit')],
  ])('%s is refused, saying why', async (_what, make, problem) => {
    await expect(sharing.viewerOf(await make())).rejects.toThrow(new BadCredentials(problem))
  })
})

describe('a JWT of an issuer that publishes its keys', () => {
  async function ask(make: () => Promise<string>): Promise<string> {
    await using issuer = await startIssuer(rsa, ec, ed)
    const keys = new IssuerKeys({ url: issuer.url, now: rules.now, log: { warn: () => {} } })
    const tokens = jsonWebTokens({ ...rules, keys })
    return await tokens.viewerOf(await make()).then(
      ({ id }) => id,
      (error: unknown) => (error instanceof BadCredentials ? error.message : String(error)),
    )
  }

  it.each<[string, () => KeyPair]>([
    ['RS256', () => rsa],
    ['ES256', () => ec],
    ['EdDSA', () => ed],
  ])('is accepted when it is signed with %s', async (_alg, key) => {
    expect(await ask(() => sign(key(), { nowMs }))).toBe(`jwt:${issuerName}|trader`)
  })

  it.each<[string, () => Promise<string>, string]>([
    [
      'with the public key as a secret',
      async () => signedBy(bytes(await exportSPKI(rsa.publicKey)), { alg: 'HS256', kid: 'rsa' }, { nowMs }),
      'The algorithm of the token is not that of its key',
    ],
    [
      'with a secret',
      async () => signedBy(bytes(secret), { alg: 'HS256' }, { nowMs }),
      'The algorithm of the token is not that of its key',
    ],
    [
      'with an unknown key',
      () => sign({ ...rsa, kid: 'unknown' }, { nowMs }),
      'The issuer publishes no key for the token',
    ],
    [
      'with a key under the name of another',
      async () => sign(await keyPair('ec', 'ES256'), { nowMs }),
      'The signature of the token is wrong',
    ],
  ])('is refused when it is signed %s', async (_what, make, problem) => expect(await ask(make)).toBe(problem))
})

describe('a JWT whose key fails', () => {
  it.each([
    ['with an error of the cryptography of Node', () => Promise.reject(new TypeError('RS256 requires 2048 bits'))],
    [
      'while it is looked for',
      () => {
        throw new DOMException('Invalid keyData', 'DataError')
      },
    ],
  ])('%s is refused as bad', async (_what, keyFor) => {
    const tokens = jsonWebTokens({ ...rules, keys: { algorithms: ['HS256'], keyFor } })
    await expect(tokens.viewerOf(await shared())).rejects.toThrow(new BadCredentials(invalid))
  })
})

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const json = fc.jsonValue({ maxDepth: 2 })
const header = fc.record(
  { alg: fc.oneof(json, fc.constantFrom('RS256', 'ES256', 'EdDSA')), kid: fc.oneof(json, fc.constant('a')), b64: json },
  { requiredKeys: [] },
)
const part = fc.oneof(json.map(encoded), header.map(encoded), fc.base64String(), fc.constant(''))

describe('a token that looks like a JWT', () => {
  it('is refused as bad, whatever is in it', async () => {
    await using issuer = await startIssuer(await keyPair('a', 'ES256'))
    const tokens = jsonWebTokens({
      ...rules,
      keys: new IssuerKeys({ url: issuer.url, now: rules.now, log: { warn: () => {} } }),
    })
    const token = fc.tuple(fc.oneof(header.map(encoded), part), part, part).map((parts) => parts.join('.'))
    await fc.assert(
      fc.asyncProperty(token, async (text) => {
        await expect(tokens.viewerOf(text)).rejects.toThrow(BadCredentials)
      }),
      { numRuns: 300 },
    )
  })

  it('gives its viewer until its end, and until the leeway is over when it is past its end', async () => {
    const key = await keyPair('a', 'ES256')
    await using issuer = await startIssuer(key)
    const keys = new IssuerKeys({ url: issuer.url, now: rules.now, log: { warn: () => {} } })
    const viewer = async (exp: number) =>
      await jsonWebTokens({ ...rules, keys }).viewerOf(await sign(key, { nowMs, claims: { exp } }))
    expect(await viewer(nowS + 5)).toMatchObject({ id: `jwt:${issuerName}|trader`, expiresAtMs: nowMs + 5_000 })
    expect(await viewer(nowS - 5)).toMatchObject({ expiresAtMs: nowMs + 25_000 })
  })
})
