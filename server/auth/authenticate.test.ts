import { describe, expect, it } from 'vitest'
import { authenticator, type AuthMode, type TokenKind } from './authenticate.js'
import { BadCredentials } from './credentials.js'
import { isAnonymous, viewerOf } from './viewer.js'

/** Accepts tokens that begin with a letter, and gives them a viewer of its own. */
function kindOf(name: string, letter: string): TokenKind {
  return {
    isMine: (token) => token.startsWith(letter),
    viewerOf: (token) => Promise.resolve(viewerOf(`${name} ${token}`, [])),
  }
}

const modes: readonly AuthMode[] = ['off', 'read-open', 'required']

describe('who sends no credentials', () => {
  it.each([
    ['off', ['admin']],
    ['read-open', ['market:read']],
  ] as const)('is anonymous where AUTH is %s, and may do %j', async (mode, scopes) => {
    for (const nothing of [undefined, null, '']) {
      const viewer = await authenticator(mode, [])(nothing)
      expect([isAnonymous(viewer), viewer.scopes.texts, viewer.expiresAtMs]).toEqual([true, scopes, null])
    }
  })

  it('is refused where credentials are required', () => {
    const ask = () => authenticator('required', [kindOf('any', '')])(undefined)
    expect(ask).toThrow(new BadCredentials('This server answers only to a bearer token, and none was sent'))
  })
})

describe.each(modes)('who sends credentials where AUTH is %s', (mode) => {
  const authenticate = authenticator(mode, [kindOf('first', 'a'), kindOf('second', 'ab'), kindOf('third', 'c')])

  it.each([
    ['Bearer ab', 'first ab'],
    ['Bearer c', 'third c'],
  ])('is who the first kind says that knows the token: %s', async (authorization, id) => {
    expect(await authenticate(authorization)).toMatchObject({ id })
  })

  it('is refused when no kind knows the token', () => {
    const problem = 'The bearer token is of no kind that this server accepts'
    expect(() => authenticate('Bearer x')).toThrow(new BadCredentials(problem))
  })

  it('is refused when it is no token, though nothing at all may be enough', () => {
    expect(() => authenticate('Basic bWU6eA==')).toThrow(BadCredentials)
  })
})
