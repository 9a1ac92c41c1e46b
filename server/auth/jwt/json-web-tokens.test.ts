import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audienceName, issuerName, keyPair, sign, startIssuer } from '../../../tests/support/auth/issuer.js'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import { BadCredentials } from '../credentials.js'
import { IssuerKeys } from './issuer-keys.js'
import { jsonWebTokens } from './json-web-tokens.js'

const clock = new ManualClock(Date.UTC(2026, 8, 24, 12))
const nowMs = clock.now()
const rules = { issuer: issuerName, audience: audienceName, now: () => clock.now() }

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
      { numRuns: 1_000 },
    )
  })

  it('gives its viewer until its end, and until the leeway is over when it is past its end', async () => {
    const key = await keyPair('a', 'ES256')
    await using issuer = await startIssuer(key)
    const keys = new IssuerKeys({ url: issuer.url, now: rules.now, log: { warn: () => {} } })
    const viewer = async (exp: number) =>
      await jsonWebTokens({ ...rules, keys }).viewerOf(await sign(key, { nowMs, claims: { exp } }))
    const nowS = nowMs / 1_000
    expect(await viewer(nowS + 5)).toMatchObject({ id: `jwt:${issuerName}|trader`, expiresAtMs: nowMs + 5_000 })
    expect(await viewer(nowS - 5)).toMatchObject({ expiresAtMs: nowMs + 25_000 })
  })
})
