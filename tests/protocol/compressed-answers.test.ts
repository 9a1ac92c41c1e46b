import { mkdirSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpServer, type HttpServer } from '../../server/transport/http-server.js'
import { httpParts, listening } from '../support/http-parts.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { ALLOWED_ORIGINS: 'https://desk.example,https://two.example' })
})
afterAll(() => server[Symbol.asyncDispose]())

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

/** As it comes over the wire: `fetch` would undo the coding. */
function send(url: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const post = (query: string, headers: Record<string, string>) =>
  send(server.httpUrl, { 'content-type': 'application/json', ...headers }, JSON.stringify({ query }))

const long = '{ __schema { types { name description } } }'
const decoders = { br: brotliDecompressSync, gzip: gunzipSync }

describe('answers over HTTP', () => {
  it.each(['br', 'gzip'] as const)('are compressed with %s when asked and worth it', async (coding) => {
    const plain = await post(long, {})
    expect(plain.headers['content-encoding']).toBeUndefined()
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const answer = await post(long, { accept, 'accept-encoding': coding, origin: 'https://desk.example' })
      expect(answer.headers).toMatchObject({ 'content-encoding': coding, vary: 'Origin, Accept-Encoding' })
      expect(answer.headers['content-type']).toContain(accept)
      expect(Number(answer.headers['content-length'])).toBe(answer.bytes.length)
      expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 2)
      expect(decoders[coding](answer.bytes).equals(plain.bytes)).toBe(true)
    }
  })

  it('are sent as they are when short, and say that they may be otherwise', async () => {
    const { headers, bytes } = await post('{ __typename }', { 'accept-encoding': 'br' })
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers.vary).toBe('Origin, Accept-Encoding')
    expect(JSON.parse(bytes.toString())).toEqual({ data: { __typename: 'Query' } })
  })

  it('are never compressed as an event stream', async () => {
    const accept = { accept: 'text/event-stream', 'accept-encoding': 'br, gzip' }
    const { headers, bytes } = await post(long, accept)
    expect(headers['content-type']).toContain('text/event-stream')
    expect(headers['content-encoding']).toBe('identity')
    expect(bytes.toString()).toContain('event: next')
  })

  it.each(['br', 'gzip'] as const)('GraphiQL as well, with %s', async (coding) => {
    const accept = { accept: 'text/html', 'accept-encoding': coding }
    const first = await send(server.httpUrl, accept)
    expect(first.headers).toMatchObject({ 'content-encoding': coding, 'cache-control': 'no-cache' })
    expect(decoders[coding](first.bytes).toString()).toContain('LiveChain')
    const tag = first.headers.etag ?? ''
    for (const known of [tag, `W/${tag}`, `"x", W/${tag}`, '*']) {
      const again = await send(server.httpUrl, { ...accept, 'if-none-match': known })
      expect([again.status, again.bytes.length, again.headers.etag], known).toEqual([304, 0, tag])
    }
    expect((await send(server.httpUrl, { ...accept, 'if-none-match': '"x"' })).status).toBe(200)
  })
})

describe('the dashboard', () => {
  const script = 'export const x = 1\n'.repeat(500)
  const built = temporaryDir()
  let http: HttpServer
  let origin: string
  beforeAll(async () => {
    mkdirSync(join(built.path, 'assets'))
    writeFileSync(join(built.path, 'index.html'), '<!doctype html>')
    for (const [end, bytes] of [
      ['', Buffer.from(script)],
      ['.br', brotliCompressSync(script)],
      ['.gz', gzipSync(script)],
    ] as const)
      writeFileSync(join(built.path, 'assets', `index-abc123.js${end}`), bytes)
    http = httpServer(httpParts({ dashboardDir: built.path }))
    origin = await listening(http.server)
  })
  afterAll(async () => {
    await http.close(0)
    built[Symbol.dispose]()
  })

  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (bytes: Buffer) => bytes],
  ])('sends to a browser that takes %s what was compressed at build, for good', async (accepted, coding, decode) => {
    const { headers, bytes } = await send(`${origin}/assets/index-abc123.js`, { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(coding)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    expect(decode(bytes).toString()).toBe(script)
  })

  it('has the page itself asked for each time, and answered only when it changed', async () => {
    const { headers } = await send(`${origin}/`, {})
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', vary: 'Accept-Encoding' })
    const again = await send(`${origin}/`, { 'if-none-match': headers.etag ?? '' })
    expect(again).toMatchObject({ status: 304, headers: { 'cache-control': 'no-cache' } })
  })

  it.each(['br', 'gzip', 'identity'])('is not sent again to who has it by a tag of any form, as %s', async (coding) => {
    const headers = { 'accept-encoding': coding }
    const url = `${origin}/assets/index-abc123.js`
    const tag = (await send(url, headers)).headers.etag ?? ''
    for (const known of [tag, `W/${tag}`, `"x, y", W/${tag}`, `"x",${tag}`, '*']) {
      const again = await send(url, { ...headers, 'if-none-match': known })
      expect([again.status, again.bytes.length], known).toEqual([304, 0])
    }
    for (const other of ['"x"', tag.slice(1, -1), '"*"', '']) {
      expect((await send(url, { ...headers, 'if-none-match': other })).status, other).toBe(200)
    }
  })

  it.each(['bytes=9-5', 'bytes=-5', 'bytes=a-b', 'foo=1', 'bytes=0-0,5-9', 'bytes=0-4', 'bytes=999999-', ''])(
    'is sent whole to who asks for the range %j of it',
    async (range) => {
      const more: Record<string, string>[] = [{}, { 'if-range': '"x"' }]
      for (const condition of more) {
        const { status, bytes } = await send(`${origin}/assets/index-abc123.js`, { range, ...condition })
        expect([status, bytes.toString()]).toEqual([200, script])
      }
    },
  )

  it('keeps nothing of a name that is not there', async () => {
    const { status, headers } = await send(`${origin}/assets/index-old.js`, {})
    expect([status, headers['cache-control']]).toEqual([404, 'no-store'])
  })
})
