import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createClient } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.js'
import { runCommand, type Run } from '../support/run-server.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { ask, startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const isMissing = spawnSync('nginx', ['-v']).status !== 0
if (isMissing) console.warn('\n*** No nginx on this machine: what it makes of our answers is NOT TESTED. ***\n')

/** As nginx is without a word of configuration: HTTP/1.0 to us, answers gathered, and compressed. */
const plain = 'proxy_pass http://SERVER;'
const keptAlive =
  'proxy_pass http://gammacast; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host SERVER;'

describe.skipIf(isMissing)('behind an nginx', () => {
  const folder = temporaryDir()
  let server: TestServer
  let nginx: Run
  const urls = { plain: '', keptAlive: '' }

  beforeAll(async () => {
    const feed = new ScriptedFeed()
    server = await startServer({ feed })
    openMarket(feed)
    await untilOpen(server)
    const ports = { plain: await freePort(), keptAlive: await freePort() }
    const site = (port: number, location: string) => `server { listen 127.0.0.1:${port}; location / { ${location} } }`
    const { host } = new URL(server.httpUrl)
    const conf = `events {} pid nginx.pid; daemon off; error_log stderr;
      http {
        access_log off; gzip on; gzip_types *; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f;
        uwsgi_temp_path u; scgi_temp_path s;
        upstream gammacast { server SERVER; keepalive 4; }
        ${site(ports.plain, plain)} ${site(ports.keptAlive, keptAlive)}
      }`
    writeFileSync(join(folder.path, 'nginx.conf'), conf.replaceAll('SERVER', host))
    nginx = runCommand('nginx', ['-p', folder.path, '-c', 'nginx.conf', '-e', 'stderr'], {})
    for (const name of ['plain', 'keptAlive'] as const) {
      urls[name] = `http://127.0.0.1:${ports[name]}/graphql`
      await until(() => accepts(ports[name]), Boolean)
    }
  })
  afterAll(async () => {
    nginx.child.kill('SIGTERM')
    await nginx.exit
    await server[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it.each(['plain', 'keptAlive'] as const)('events come as they are sent: %s', async (name) => {
    const client = createClient({ url: urls[name], retryAttempts: 0 })
    const prices = client.iterate<{ marketData: { seq: number } }>({ query: 'subscription { marketData { seq } }' })
    expect((await prices.next()).value).toMatchObject({ data: { marketData: { seq: expect.any(Number) as number } } })
    await prices.return?.()
    client.dispose()
  })

  it.each(['plain', 'keptAlive'] as const)('the head of a quiet stream comes before any event: %s', async (name) => {
    const query = encodeURIComponent('subscription { newDecision { id } }')
    const control = new AbortController()
    const response = await fetch(`${urls[name]}?query=${query}`, {
      headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
      signal: control.signal,
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('content-encoding')).not.toBe('gzip')
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(Buffer.from(value ?? []).toString()).toContain(':')
    control.abort()
  })

  it('a stream that is left is left with us, too', async () => {
    const { counts } = server.app.services
    await until(
      () => Promise.resolve(counts.members),
      (members) => members === 0,
    )
  })

  it.each(['plain', 'keptAlive'] as const)('no request is answered with 502: %s', async (name) => {
    for (let count = 0; count < 200; count += 1) {
      expect(await ask(urls[name], '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
    }
  })
})

it('a connection is kept for longer than the 75 s after which proxies give it up', async () => {
  await using server = await startServer()
  const { hostname, port } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  const [head] = (await once(socket, 'data')) as [Buffer]
  expect(Number(/^Keep-Alive: timeout=(\d+)/im.exec(String(head))?.[1])).toBeGreaterThan(75)
  socket.destroy()
})

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
