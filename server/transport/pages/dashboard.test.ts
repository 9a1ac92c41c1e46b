import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { httpParts, listening } from '../../../tests/support/http-parts.js'
import { httpSend } from '../../../tests/support/http-send.js'
import { temporaryDir } from '../../../tests/support/temporary-dir.js'
import { httpServer, type HttpServer } from '../http-server.js'
import type { SignInSettings } from './sign-in-settings.js'

const dir = temporaryDir()
const script = 'export const a = 1 // '.padEnd(3_000, 'x')
beforeAll(() => {
  mkdirSync(join(dir.path, 'assets'))
  writeFileSync(join(dir.path, 'index.html'), '<p>A page</p>')
  const asset = join(dir.path, 'assets', 'index-1a2b.js')
  writeFileSync(asset, script)
  writeFileSync(`${asset}.br`, brotliCompressSync(script))
  writeFileSync(`${asset}.gz`, gzipSync(script))
})
afterAll(() => dir[Symbol.dispose]())

let http: HttpServer
afterEach(() => http.close(0))

/** What is answered to a request for the path. */
async function get(path: string, headers: Record<string, string> = {}, signIn: SignInSettings = { oidc: null }) {
  http = httpServer(httpParts({ dashboardDir: dir.path, signIn }))
  return httpSend(`${await listening(http.server)}${path}`, { headers })
}

const asset = '/assets/index-1a2b.js'

it('the page is at the root, and asked for anew each time', async () => {
  const { status, text, headers } = await get('/')
  expect([status, text]).toEqual([200, '<p>A page</p>'])
  expect(headers).toMatchObject({
    'cache-control': 'no-cache',
    etag: expect.stringMatching(/^"\d+-[\d.]+"$/) as string,
  })
})

it('files that have a hash in their name are kept for good', async () => {
  expect((await get(asset)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

it.each([
  ['gzip, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0.1, gzip', 'gzip'],
  ['br;q=0, gzip;q=0', undefined],
  ['', undefined],
])('a file comes in the coding that the client likes best: %j', async (accepted, coding) => {
  const { headers } = await get(asset, { 'accept-encoding': accepted })
  expect(headers['content-encoding']).toBe(coding)
  expect(headers.vary).toBe('Accept-Encoding')
})

it('a range is answered with the whole file', async () => {
  expect(await get(asset, { range: 'bytes=0-9' })).toMatchObject({ status: 200, text: script })
})

it('what is not there is not found', async () => {
  expect((await get('/assets/none.js')).status).toBe(404)
})

describe('the page', () => {
  const policyOf = async (signIn: SignInSettings) =>
    String((await get('/', {}, signIn)).headers['content-security-policy']).split('; ')

  it('loads files of the build alone, and talks to us alone', async () => {
    const policy = await policyOf({ oidc: null })
    for (const kind of ['script', 'style', 'img', 'font', 'connect']) expect(policy).toContain(`${kind}-src 'self'`)
    expect(policy).toContain("worker-src 'none'")
  })

  it('talks to the identity provider too, if there is one', async () => {
    const oidc = { issuer: 'https://id.example/realm', clientId: 'c', scope: 's', audience: 'a' }
    expect(await policyOf({ oidc })).toContain("connect-src 'self' https://id.example")
  })
})

it.each(['/', '/package.json'])('without built pages nothing is served: %s', async (path) => {
  http = httpServer(httpParts({ dashboardDir: null }))
  const { status, headers } = await httpSend(`${await listening(http.server)}${path}`, {})
  expect(status).toBe(404)
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})
