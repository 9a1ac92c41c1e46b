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
let warnings: number

beforeAll(async () => {
  ;[first, second] = await Promise.all([keyPair('first', 'ES256'), keyPair('second', 'ES256')])
})
beforeEach(async () => {
  clock = new ManualClock(noon)
  issuer = await startIssuer(first)
  warnings = 0
  const now = () => clock.now()
  const keys = new IssuerKeys({ url: issuer.url, now, log: { warn: () => void (warnings += 1) } })
  tokens = jsonWebTokens({ keys, issuer: issuerName, audience: audienceName, now })
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

  it('that are known go on while the issuer does not answer, and it is not asked all the time', async () => {
    await ask(first)
    issuer.isUp = false
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await seconds(60)
      for (let count = 0; count < 10; count += 1) expect(await ask(first)).toBe(viewer)
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
    expect([issuer.fetches, warnings]).toEqual([1, 1])
    issuer.isUp = true
    await seconds(5)
    expect(await ask(first)).toBe(viewer)
  })
})
