import { describe, expect, it } from 'vitest'
import { readCredentials } from './credentials.js'

describe('credentials', () => {
  it.each(['Bearer gct_a', 'bearer gct_a', 'BEARER   gct_a', 'Bearer\tgct_a', ' Bearer gct_a '])(
    'are the token of %j',
    (text) => {
      expect(readCredentials(text)).toEqual({ token: 'gct_a' })
    },
  )

  it.each([
    [undefined, 'A write needs a bearer token'],
    [null, 'A write needs a bearer token'],
    ['', 'A write needs a bearer token'],
    ['gct_a', 'The token came without "Bearer " before it'],
    [' gct_a ', 'The token came without "Bearer " before it'],
    ['Bearergct_a:', 'The authorization is not of the form "Bearer …"'],
    ['Basic bWU6eA==', 'The authorization is not of the form "Bearer …"'],
    ['Bearer', 'What follows "Bearer" is no token'],
    ['Bearer ', 'What follows "Bearer" is no token'],
    ['Bearer "gct_a"', 'What follows "Bearer" is no token'],
    ['Bearer <gct_a>', 'What follows "Bearer" is no token'],
    ['Bearer gct_a gct_b', 'What follows "Bearer" is no token'],
    [`Bearer ${'x'.repeat(513)}`, 'What follows "Bearer" is no token'],
    [{ token: 'gct_a' }, '"authorization" is not a text'],
    [5, '"authorization" is not a text'],
  ])('of %j are none, and it is said why', (authorization, problem) => {
    expect(readCredentials(authorization)).toEqual({ problem })
  })
})
