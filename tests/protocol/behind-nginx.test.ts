import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createClient } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.js'
import { httpSend } from '../support/http-send.js'
import { runCommand } from '../support/run-server.js'
import { startOpen } from '../support/start-open.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
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
  let nginx: Nginx<'plain' | 'keptAlive'>
  let urls: typeof nginx.urls

  beforeAll(async () => {
    server = await startOpen()
    const { host } = new URL(server.httpUrl)
    nginx = await startNginx(folder.path, host, { plain, keptAlive })
    urls = nginx.urls
  })
  afterAll(async () => {
    await nginx.stop()
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

describe.skipIf(isMissing)('behind an nginx that is trusted', () => {
  const folder = temporaryDir()
  let server: TestServer
  let nginx: Nginx<'documented' | 'forgetful'>

  beforeAll(async () => {
    server = await startServer({}, { TRUSTED_PROXIES: '127.0.0.1', ALLOWED_HOSTS: 'desk.example' })
    const { host } = new URL(server.httpUrl)
    const forgetful =
      'proxy_pass http://SERVER; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;'
    nginx = await startNginx(folder.path, host, { documented: documentedLocation(), forgetful })
  })
  afterAll(async () => {
    await nginx.stop()
    await server[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it.each([
    ['documented', 'desk.example', {}, 200],
    ['documented', 'evil.example', {}, 421],
    ['documented', 'evil.example', { 'x-forwarded-host': 'localhost' }, 421],
    ['documented', 'evil.example', { forwarded: 'host=localhost' }, 421],
    ['documented', 'desk.example', { 'x-forwarded-host': 'evil.example' }, 200],
    ['forgetful', 'desk.example', {}, 200],
    ['forgetful', 'evil.example', { 'x-forwarded-host': 'localhost' }, 421],
    ['forgetful', 'desk.example', { 'x-forwarded-host': 'evil.example' }, 421],
  ] as const)(
    'no client chooses the name by which it is judged: %s, %s with %j is %s',
    async (name, host, more, status) => {
      const { status: answered } = await httpSend(nginx.urls[name], {
        headers: { host, accept: 'application/json', ...more },
      })
      // A GET without a query is none of GraphQL, which is looked at last.
      expect(answered).toBe(status === 200 ? 400 : status)
    },
  )
})

it('proxies are told that a connection without a request is kept for at most 15 s', async () => {
  await using server = await startServer()
  const { hostname, port } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  const [head] = (await once(socket, 'data')) as [Buffer]
  const promisedS = Number(/^Keep-Alive: timeout=(\d+)/im.exec(String(head))?.[1])
  expect(promisedS).toBeGreaterThan(10)
  expect(promisedS).toBeLessThanOrEqual(15)
  socket.destroy()
})

interface Nginx<Name extends string> {
  /** Of the API behind each location. */
  readonly urls: Readonly<Record<Name, string>>
  stop(): Promise<void>
}

/** An nginx with a site for each location, which passes requests on to `SERVER`. */
async function startNginx<Name extends string>(
  folder: string,
  server: string,
  locations: Readonly<Record<Name, string>>,
): Promise<Nginx<Name>> {
  const names = Object.keys(locations) as Name[]
  const ports = new Map<Name, number>()
  for (const name of names) ports.set(name, await freePort())
  const site = (name: Name) => `server { listen 127.0.0.1:${ports.get(name)}; location / { ${locations[name]} } }`
  const conf = `events {} pid nginx.pid; daemon off; error_log stderr;
    http {
      access_log off; gzip on; gzip_types *; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f;
      uwsgi_temp_path u; scgi_temp_path s;
      map $http_upgrade $connection_upgrade { default upgrade; '' close; }
      upstream gammacast { server SERVER; keepalive 4; }
      ${names.map(site).join(' ')}
    }`
  writeFileSync(join(folder, 'nginx.conf'), conf.replaceAll('SERVER', server))
  const run = runCommand('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {})
  for (const port of ports.values()) await until(() => accepts(port), Boolean)
  return {
    urls: Object.fromEntries(names.map((name) => [name, `http://127.0.0.1:${ports.get(name)}/graphql`])) as Record<
      Name,
      string
    >,
    async stop() {
      run.child.kill('SIGTERM')
      await run.exit
    },
  }
}

/** As `docs/clients.md` has it. */
function documentedLocation(): string {
  const [, location = ''] = /location \/ \{([^}]*)\}/.exec(readFileSync('docs/clients.md', 'utf8')) ?? []
  return location.replace('127.0.0.1:4000', 'SERVER')
}

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
