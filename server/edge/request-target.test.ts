import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { pathOf, takeTarget } from './request-target.js'

const request = (url: string | undefined, method = 'GET') => ({ url, method }) as IncomingMessage

it.each([
  ['/health', '/health', '/health', null],
  ['/graphql?query={a}?', '/graphql', '/graphql?query={a}?', null],
  ['/a?b=http://c/d', '/a', '/a?b=http://c/d', null],
  ['/a%20b?c=%zz', '/a%20b', '/a%20b?c=%zz', null],
  ['//there.example/a', '//there.example/a', '//there.example/a', null],
  ['http://there.example/graphql?a=1', '/graphql', '/graphql?a=1', 'there.example'],
  ['HTTPS://there.example:8/a/b', '/a/b', '/a/b', 'there.example:8'],
  ['http://there.example', '/', '/', 'there.example'],
  ['http://there.example?a=1', '/', '/?a=1', 'there.example'],
])('the target %s names the path %s', (url, path, origin, host) => {
  const asked = request(url)
  expect(pathOf(asked)).toBe(path)
  expect(takeTarget(asked)).toEqual({ path, host })
  expect(asked.url).toBe(origin)
  expect(pathOf(asked)).toBe(path)
})

it.each(['ftp://there.example/a', 'a', '', '*', '/%', '/%ff', '/a#b', '/a b', '/\u00e4', undefined])(
  'the target %j is none',
  (url) => {
    expect(takeTarget(request(url))).toBeNull()
  },
)

it('all of the server is a target of OPTIONS', () => {
  expect(takeTarget(request('*', 'OPTIONS'))).toEqual({ path: '*', host: null })
})
