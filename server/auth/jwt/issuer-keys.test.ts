import { generateKeyPairSync } from 'node:crypto'
import { exportJWK } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  audienceName,
  issuerName,
  keyPair,
  sign,
  startIssuer,
  type Issuer,
  type KeyPair,
} from '../../../tests/support/auth/issuer.js'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import type { TokenKind } from '../authenticate.js'
import { AuthenticationUnavailable, BadCredentials } from '../credentials.js'
import { IssuerKeys } from './issuer-keys.js'
import { jsonWebTokens } from './json-web-tokens.js'

const noon = Date.UTC(2026, 8, 24, 12)
let first: KeyPair
let second: KeyPair
let clock: ManualClock
let issuer: Issuer
let tokens: TokenKind
let warnings: unknown[]

beforeAll(async () => {
  ;[first, second] = await Promise.all([keyPair('first', 'ES256'), keyPair('second', 'ES256')])
})
beforeEach(async () => {
  clock = new ManualClock(noon)
  issuer = await startIssuer(first)
  warnings = []
  const now = () => clock.now()
  const keys = new IssuerKeys({ url: issuer.url, now, log: { warn: (facts: unknown) => void warnings.push(facts) } })
  const rules = {
    issuer: issuerName,
    audience: audienceName,
    maxLifeWithoutJtiMs: 3_600_000,
    tokens: { revocationOf: () => Promise.resolve(null) },
  }
  tokens = jsonWebTokens({ keys, ...rules, now })
})
afterEach(() => issuer[Symbol.asyncDispose]())

const tokenOf = (key: KeyPair) => sign(key, { nowMs: clock.now() })
const ask = async (key: KeyPair) => (await tokens.viewerOf(await tokenOf(key))).id
const viewer = `jwt:${issuerName}|trader`
const seconds = (count: number) => clock.advance(count * 1_000)

describe('the keys of an issuer', () => {
  it('are fetched when the first token comes, and then kept', async () => {
    expect(issuer.fetches).toBe(0)
    await Promise.all(Array.from({ length: 20 }, () => ask(first)))
    expect(await ask(first)).toBe(viewer)
    expect(issuer.fetches).toBe(1)
  })

  it('are fetched twice at most for a thousand tokens with unknown ones', async () => {
    const made = Array.from({ length: 1_000 }, (_, n) => tokenOf({ ...second, kid: `made up ${n}` }))
    for (const token of await Promise.all(made)) await expect(tokens.viewerOf(token)).rejects.toThrow(BadCredentials)
    const atOnce = (await Promise.all(made)).map((token) => tokens.viewerOf(token).catch(String))
    expect(new Set(await Promise.all(atOnce))).toEqual(new Set([expect.stringContaining('publishes no key')]))
    expect(issuer.fetches).toBeLessThanOrEqual(2)
  })

  it('may be changed: a new one is accepted at once, and within 5 s after strangers made some up', async () => {
    await ask(first)
    await issuer.publish(first, second)
    expect(await ask(second)).toBe(viewer)
    const third = { ...second, kid: 'third' }
    await expect(ask({ ...second, kid: 'made up' })).rejects.toThrow(BadCredentials)
    await issuer.publish(second, third)
    await seconds(5)
    expect(await ask(third)).toBe(viewer)
  })

  it('that were withdrawn are refused after ten minutes', async () => {
    await ask(first)
    await issuer.publish(second)
    await seconds(600)
    await expect(ask(first)).rejects.toThrow('publishes no key')
    expect(await ask(second)).toBe(viewer)
  })

  it('are fetched anew when the clock was set back: a new one is accepted, and one that was withdrawn is not', async () => {
    await ask(first)
    await expect(ask({ ...second, kid: 'made up' })).rejects.toThrow(BadCredentials)
    await issuer.publish(second)
    await seconds(-3_600)
    expect(await ask(second)).toBe(viewer)
    await expect(ask(first)).rejects.toThrow('publishes no key')
  })

  it('that are known go on while the issuer does not answer, and it is not asked all the time', async () => {
    await ask(first)
    issuer.isUp = false
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await seconds(60)
      for (let count = 0; count < 3; count += 1) expect(await ask(first)).toBe(viewer)
      await expect(ask(second)).rejects.toThrow(BadCredentials)
    }
    expect(issuer.fetches).toBeLessThan(70)
    issuer.isUp = true
    await issuer.publish(second)
    await seconds(30)
    expect(await ask(second)).toBe(viewer)
  })

  it('that were never known: nobody can tell whether a token is good, until the issuer answers', async () => {
    issuer.isUp = false
    for (let count = 0; count < 10; count += 1) await expect(ask(first)).rejects.toThrow(AuthenticationUnavailable)
    expect([issuer.fetches, warnings]).toEqual([1, [{ err: new Error('The address answered 503') }]])
    await expect(ask(first)).rejects.toThrow('The keys of the issuer of tokens cannot be fetched at present')
    issuer.isUp = true
    await seconds(5)
    expect(await ask(first)).toBe(viewer)
  })

  it('that were never known are fetched again 4 s after a failure', async () => {
    issuer.isUp = false
    await expect(ask(first)).rejects.toThrow(AuthenticationUnavailable)
    issuer.isUp = true
    await clock.advance(3_999)
    await expect(ask(first)).rejects.toThrow(AuthenticationUnavailable)
    await clock.advance(1)
    expect(await ask(first)).toBe(viewer)
    expect(issuer.fetches).toBe(2)
  })

  it('that are known are fetched again after five minutes, and 30 s after a failure', async () => {
    const askAfter = async (ms: number) => {
      await clock.advance(ms)
      expect(await ask(first)).toBe(viewer)
    }
    const failures = (count: number) => expect.poll(() => [issuer.fetches, warnings.length]).toEqual([count + 1, count])
    await askAfter(0)
    issuer.isUp = false
    await askAfter(299_999)
    await failures(0)
    await askAfter(1)
    await failures(1)
    await askAfter(29_999)
    await failures(1)
    await askAfter(1)
    await failures(2)
  })

  it('that are known go on while they are fetched again, until they are ten minutes old', async () => {
    await ask(first)
    issuer.isSilent = true
    await seconds(599)
    expect(await ask(first)).toBe(viewer)
    await expect.poll(() => issuer.fetches).toBe(2)
  })

  it('that were fetched for the same token are not fetched once more, whatever key it names', async () => {
    await expect(ask(second)).rejects.toThrow('publishes no key')
    await seconds(600)
    await expect(ask(second)).rejects.toThrow('publishes no key')
    expect(issuer.fetches).toBe(2)
  })

  it('that are new are accepted of all who come while they are fetched', async () => {
    await ask(first)
    await issuer.publish(first, second)
    const viewers = await Promise.all(Array.from({ length: 5 }, () => ask(second)))
    expect([new Set(viewers), issuer.fetches]).toEqual([new Set([viewer]), 2])
  })

  it('that are unknown are looked for again after 4 s, not before', async () => {
    const unknown = { ...second, kid: 'made up' }
    const fetchesAfter = async (ms: number) => {
      await clock.advance(ms)
      await expect(ask(unknown)).rejects.toThrow('publishes no key')
      return issuer.fetches
    }
    await ask(first)
    expect([await fetchesAfter(1), await fetchesAfter(3_999), await fetchesAfter(1)]).toEqual([2, 2, 3])
  })

  it('that are unknown are not looked for when the issuer just failed to answer', async () => {
    await ask(first)
    await seconds(300)
    issuer.isUp = false
    await ask(first)
    await expect.poll(() => warnings.length).toBe(1)
    await clock.advance(3_999)
    await expect(ask(second)).rejects.toThrow('publishes no key')
    expect(issuer.fetches).toBe(2)
    await clock.advance(1)
    await expect(ask(second)).rejects.toThrow('publishes no key')
    expect(issuer.fetches).toBe(3)
  })

  it('are not guessed: a token that names none of several is refused, and none is looked for', async () => {
    await issuer.publish(first, second)
    await ask(first)
    const token = await sign(first, { nowMs: clock.now(), header: { kid: undefined } })
    await expect(tokens.viewerOf(token)).rejects.toThrow(new BadCredentials('The token is not a valid JWT'))
    expect(issuer.fetches).toBe(1)
  })

  const keys = (count: number) => JSON.stringify({ keys: Array.from({ length: count }, () => ({ kty: 'EC' })) })

  it.each([
    ['are no JSON', '<html>'],
    ['are no set', '[]'],
    ['have no list', '{"keys":{}}'],
    ['are more than 100', keys(101)],
  ])('that %s are not taken, and those of before go on', async (_what, text) => {
    issuer.say(text)
    await expect(ask(first)).rejects.toThrow(AuthenticationUnavailable)
    await issuer.publish(first)
    await seconds(4)
    await ask(first)
    issuer.say(text)
    await seconds(600)
    expect(await ask(first)).toBe(viewer)
    expect(warnings).toHaveLength(2)
    expect(String((warnings[0] as { err: Error }).err)).not.toContain('html')
  })

  it('that are bad are left out, and said once; the others go on', async () => {
    const good = await exportJWK(first.publicKey)
    const { publicKey: weak } = generateKeyPairSync('rsa', { modulusLength: 1_024 })
    const bad = [
      { ...weak.export({ format: 'jwk' }), kid: 'weak' },
      { kty: 'EC', crv: 'P-256', x: good.x, y: good.x, kid: 'no\u202e point\n' },
      { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'x'.repeat(1_000) },
      { kty: 'RSA', n: '', e: '', kid: 'empty', alg: 'RS256' },
      { kty: 'oct', k: 'c2VjcmV0', kid: 'secret' },
      { ...(await exportJWK(first.privateKey)), kid: 'private' },
      {},
    ]
    const ofOthers = [
      { kty: 'RSA', n: 'AQAB', e: 'AQAB', alg: 'RSA-OAEP', use: 'enc' },
      { kty: 'EC', crv: 'P-521', kid: '521' },
      { kty: 'AKP', alg: 'ML-DSA-44', pub: '' },
    ]
    issuer.say(JSON.stringify({ keys: [...bad, ...ofOthers, { ...good, kid: 'first' }] }))
    expect(await ask(first)).toBe(viewer)
    for (const { kid } of bad) {
      for (const alg of ['RS256', 'ES256', 'EdDSA']) {
        const parts = [{ alg, kid }, {}].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        await expect(tokens.viewerOf([...parts, 'AAAA'].join('.'))).rejects.toThrow(BadCredentials)
      }
    }
    await seconds(600)
    expect(await ask(first)).toBe(viewer)
    expect(issuer.fetches).toBeGreaterThan(1)
    expect(warnings).toEqual([
      {
        count: bad.length,
        keys: [
          '"weak" has 1024 bits, not 2048 to 8192',
          '"no point" is malformed',
          `"${'x'.repeat(40)}" is malformed`,
          '"empty" has 0 bits, not 2048 to 8192',
          '"secret" is a secret: everybody can read it and sign with it',
        ].join('; '),
      },
    ])
  })

  it('may be a hundred', async () => {
    issuer.say(keys(100))
    await expect(ask(first)).rejects.toThrow('publishes no key')
  })
})
