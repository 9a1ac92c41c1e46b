import { describe, expect, it } from 'vitest'
import { BadCredentials, readBearer } from './credentials.js'

describe('credentials', () => {
  it.each(['Bearer gct_a', 'bearer gct_a', 'BEARER   gct_a', 'Bearer\tgct_a', ' Bearer gct_a '])(
    'are the token of %j',
    (text) => {
      expect(readBearer(text)).toBe('gct_a')
    },
  )

  it('are a token of 8,192 characters at most', () => {
    const longest = 'x'.repeat(8_192)
    expect(readBearer(`Bearer ${longest}`)).toBe(longest)
  })

  it.each([undefined, null, ''])('of %j are none', (nothing) => {
    expect(readBearer(nothing)).toBeNull()
  })

  it.each([
    ['gct_a', 'The token came without "Bearer " before it'],
    [' gct_a ', 'The token came without "Bearer " before it'],
    ['Bearergct_a:', 'The authorization is not of the form "Bearer …"'],
    ['NoBearer gct_a', 'The authorization is not of the form "Bearer …"'],
    ['Basic bWU6eA==', 'The authorization is not of the form "Bearer …"'],
    ['Bearer', 'What follows "Bearer" is no token'],
    ['Bearer ', 'What follows "Bearer" is no token'],
    ['Bearer "gct_a"', 'What follows "Bearer" is no token'],
    ['Bearer <gct_a>', 'What follows "Bearer" is no token'],
    ['Bearer gct_a gct_b', 'What follows "Bearer" is no token'],
    [`Bearer ${'x'.repeat(8_193)}`, 'What follows "Bearer" is no token'],
    [{ token: 'gct_a' }, '"authorization" is not a text'],
    [5, '"authorization" is not a text'],
  ])('of %j are refused, saying why', (authorization, problem) => {
    expect(() => readBearer(authorization)).toThrow(new BadCredentials(problem))
  })
})
