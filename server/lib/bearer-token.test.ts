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

it.each(['-eyJ', 'eyJ.', 'eyJa', 'gct_', 'gct_-', '%20eyJ'])('reads a text of many %j in one go', (part) => {
  const text = part.repeat(1_000_000 / part.length)
  expect(withoutTokens(text).length).toBeLessThanOrEqual(text.length)
})
