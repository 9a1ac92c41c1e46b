import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { holdsToken, tokenPrefix, withoutTokens } from './bearer-token.js'

const ours = `${tokenPrefix}${randomBytes(32).toString('base64url')}`
const jwt = `eyJhbGciOiJIUzI1NiJ9.${randomBytes(60).toString('base64url')}.${randomBytes(32).toString('base64url')}`

describe.each([
  ['ours', ours],
  ['a JWT', jwt],
  ['a JWT without a signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'],
])('a bearer token, %s,', (_what, token) => {
  it.each(['%', '"%"', 'Bearer %', 'Bearer%20%', 'https://host/?token=%&a=b', '(%)', 'a,%,%', '/%/%'])(
    'is not in %j any more',
    (form) => {
      const text = form.replaceAll('%', (at, index: number) => (form.slice(index, index + 3) === '%20' ? at : token))
      expect(holdsToken(text)).toBe(true)
      expect(withoutTokens(text)).toBe(text.replaceAll(token, '[token]'))
    },
  )
})

it.each(['gct_', 'gct_short', 'eyJ', 'eyJ.', 'eyJa.b', 'a.b.c', '1.2.3', 'heyJa.b.c', 'BTC-25DEC26-80000-C'])(
  '%j is no token',
  (text) => {
    expect(holdsToken(text)).toBe(false)
    expect(withoutTokens(text)).toBe(text)
  },
)

describe('a token of ours is found', () => {
  const percent = (text: string) => text.replace(/./g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  it.each([
    ['in capitals', ours.replace('gct_', 'GCT_')],
    ['in mixed case', ours.replace('gct_', 'gCt_')],
    ['with a percent code', ours.replace('_', '%5F')],
    ['with a small percent code', ours.replace('gct_', 'gct%5f')],
    ['with a percent code twice', ours.replace('gct_', 'gct%255F')],
    ['in percent codes', percent(ours)],
    ['with the percent code of a letter', ours.replace('g', '%67')],
    ['with a JSON code', ours.replace('_', '\\u005f')],
    ['with the JSON code of a letter', ours.replace('c', '\\u0063')],
    ['with the code of a script', ours.replace('_', '\\x5F')],
    ['with an HTML code', ours.replace('_', '&#95;')],
    ['with a hexadecimal HTML code', ours.replace('_', '&#x5F;')],
    ['with a name of HTML', ours.replace('_', '&lowbar;')],
    ['in wide letters', ours.replace('gct_', 'ｇｃｔ＿')],
    ['with an invisible character', ours.replace('ct', 'c\u200bt')],
    ['with a soft hyphen', `${ours.slice(0, 12)}\u00ad${ours.slice(12)}`],
    ['in base64', Buffer.from(`Authorization: ${ours}`).toString('base64')],
    ['in base64 for addresses', Buffer.from(ours).toString('base64url')],
    ['in base64 in percent codes', encodeURIComponent(Buffer.from(ours).toString('base64'))],
    ['in hexadecimal', Buffer.from(ours).toString('hex')],
  ])('%s', (_how, text) => {
    expect(holdsToken(`before ${text} after`)).toBe(true)
  })

  it.each(['GCT_', 'gct%5F', 'gct%255f', 'gct\\u005f', 'gct&#95;'])('and hidden behind %j', (prefix) => {
    expect(withoutTokens(`before ${prefix}${ours.slice(4)} after`)).toBe('before [token] after')
  })
})

const random = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0'

describe('a key of somebody else is found and hidden:', () => {
  it.each([
    `sk-${random}`,
    `sk-proj-${random}_x-y`,
    `sk-ant-api03-${random}-AA`,
    `sk-or-v1-${random.toLowerCase()}`,
    `gsk_${random}`,
    `xai-${random}`,
    `pplx-${random}`,
    `hf_${random}`,
    `r8_${random}`,
    `AIza${random.slice(0, 35)}`,
    `ya29.${random}`,
    `GOCSPX-${random}`,
    'AKIAIOSFODNN7EXAMPLE',
    'ASIAIOSFODNN7EXAMPLE',
    `ghp_${random}`,
    `gho_${random}`,
    `github_pat_${random}`,
    `glpat-${random}`,
    `npm_${random}`,
    `pypi-${random}`,
    `xoxb-123456789012-${random}`,
    `xapp-1-${random}`,
    `sk_live_${random}`,
    `rk_test_${random}`,
    `whsec_${random}`,
    `SG.${random}.${random}`,
    `123456789:AA${random}`,
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ==\n-----END PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk',
  ])('%s', (key) => {
    for (const form of [`401 from provider: "${key}"`, `(${key})`, key]) {
      expect(holdsToken(form)).toBe(true)
      expect(withoutTokens(form)).toBe(form.replace(key, '[token]'))
    }
    expect(holdsToken(encodeURIComponent(key))).toBe(true)
    const line = JSON.stringify({ msg: `sent ${JSON.stringify({ key, in: `a\n${key}` })}` })
    const shown = withoutTokens(line)
    expect(shown).not.toContain(key.slice(0, 30))
    expect(() => JSON.parse(shown) as unknown).not.toThrow()
    expect(withoutTokens(`next=%3Fa%3D${key}`)).toBe('next=%3Fa%3D[token]')
  })

  it.each([
    ['Bearer %', random],
    ['authorization: bearer %', `${random}.x`],
    ['Authorization: Basic %', Buffer.from('ada:lovelace1').toString('base64')],
    ['GET https://llm.example.com/v1?key=% failed', random],
    ['https://x.example.com/?a=b&access_token=%&c=d', 'short-one'],
    ['https://x.example.com/?api_key=%', random],
    ['api_key=%', random],
    ['password: %', 'hunter2hunter2'],
    ['client_secret=%', random],
    ['postgres://ada:%@db.example.com/desk', 'lovelace'],
  ])('%s', (form, key) => {
    const text = form.replace('%', key)
    expect(holdsToken(text)).toBe(true)
    expect(withoutTokens(text)).toBe(form.replace('%', '[token]'))
  })
})

it.each([
  'The risk-adjusted-return-of-the-momentum-strategy-in-2024 is high.',
  'task-12345678901234567890 ended, sk-learn was used',
  'Asian markets opened lower; AKIA is no key',
  'The bearer of this note, and a bearer instrument',
  'A basic strategy: BTC-25DEC26-80000-C at 80,000 USD',
  'key level: 84000; token: BTC; secret: none; password: hidden',
  'see https://example.com/a?key=1&page=2',
  'https://example.com/path:80/@home and 12:30:45 @ 84000',
  'eyJust a thought. Really. Nothing',
  '%5F%20 100% of gct_tokens, gct_ and GCT',
  'd41d8cd98f00b204e9800998ecf8427e',
  '0x742d35cc6634c0532925a3b844bc454e4438f44e',
  '018f3c1e-7b1a-7c2d-9e4f-0123456789ab',
  '1764450494:018f3c1e-7b1a-7c2d-9e4f-0123456789ab',
  'Подтверждённый пробой уровня 84 000; 市場は強い',
])('%j holds no key', (text) => {
  expect(holdsToken(text)).toBe(false)
  expect(withoutTokens(text)).toBe(text)
})

/** For texts that are read in milliseconds. In quadratic time they would take minutes. */
const inOneGo = { timeout: 30_000 }
const longBytes = 400_000

it.each([
  'sk-',
  'sk-a',
  'Bearer ',
  'Bearer+',
  'secret=',
  '\\',
  'bearer a',
  '://',
  '://a:',
  '?key=',
  '%25',
  '\\u005c',
  'SG.',
  '123456789:',
  '-----BEGIN ',
  'password:',
  'gct',
  'AKIA',
  '%20sk-',
  '\\\\nsk-',
  'a',
])('looks for keys in a text of many %j in one go', inOneGo, (part) => {
  const text = part.repeat(10_000 / part.length)
  expect(holdsToken(text)).toBe(false)
  const long = part.repeat(longBytes / part.length)
  expect(withoutTokens(long).length).toBeLessThanOrEqual(long.length)
})

it.each(['-eyJ', 'eyJ.', 'eyJa', 'gct_', 'gct_-', '%20eyJ'])('reads a text of many %j in one go', inOneGo, (part) => {
  const text = part.repeat(longBytes / part.length)
  expect(withoutTokens(text).length).toBeLessThanOrEqual(text.length)
})
