import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { pathOf, takeOriginForm } from './request-target.js'

const request = (url: string | undefined, host = 'header.example') => ({ url, headers: { host } }) as IncomingMessage

it.each([
  ['/health', '/health', '/health', 'header.example'],
  ['/graphql?query={a}?', '/graphql', '/graphql?query={a}?', 'header.example'],
  ['/a?b=http://c/d', '/a', '/a?b=http://c/d', 'header.example'],
  ['http://there.example/graphql?a=1', '/graphql', '/graphql?a=1', 'there.example'],
  ['HTTPS://there.example:8/a/b', '/a/b', '/a/b', 'there.example:8'],
  ['http://there.example', '/', '/', 'there.example'],
  ['http://there.example?a=1', '/', '/?a=1', 'there.example'],
  ['ftp://there.example/a', 'ftp://there.example/a', 'ftp://there.example/a', 'header.example'],
  [undefined, '/', undefined, 'header.example'],
])('the target %s names the path %s', (url, path, origin, host) => {
  const asked = request(url)
  expect(pathOf(asked)).toBe(path)
  takeOriginForm(asked)
  expect({ url: asked.url, host: asked.headers.host }).toEqual({ url: origin, host })
  expect(pathOf(asked)).toBe(path)
})
