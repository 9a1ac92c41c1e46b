import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

/**
 * Sends requests on one connection, or on another one where the answer closes it, each after the answer to the one before;
 * answers the status lines and bodies.
 */
async function exchange(...requests: readonly string[]): Promise<readonly string[]> {
  const { hostname, port } = new URL(server.httpUrl)
  let socket = connect(Number(port), hostname)
  const answers: string[] = []
  try {
    for (const request of requests) {
      if (/^connection: close/im.test(answers.at(-1) ?? '')) {
        socket.destroy()
        socket = connect(Number(port), hostname)
      }
      socket.write(request.replaceAll('HOST', `${hostname}:${port}`))
      let text = ''
      while (!isWhole(text)) {
        const [data] = (await once(socket, 'data')) as [Buffer]
        text += String(data)
      }
      answers.push(text)
    }
  } finally {
    socket.destroy()
  }
  return answers
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split(/\r\n\r\n(.*)/s)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  return (
    body !== undefined && (/transfer-encoding/i.test(head) ? body.endsWith('0\r\n\r\n') : body.length >= Number(length))
  )
}

const query = '{"query":"{ __typename }"}'
/** What Java's HttpClient sends with its first request to an address. */
const offering = (protocols: string) =>
  `Host: HOST\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocols}\r\nHTTP2-Settings: AAEAAEAA\r\n`
const post = (headers: string) =>
  `POST /graphql HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${query.length}\r\n\r\n${query}`

function isCurlMissing(): boolean {
  const missing = spawnSync('curl', ['--version']).status !== 0
  if (missing) console.warn('\n*** No curl on this machine: its upgrade to HTTP/2 is NOT TESTED. ***\n')
  return missing
}

describe('an upgrade that is no WebSocket', () => {
  it.each(['h2c', 'h2c, TLS/1.0', 'HTTP/2.0', 'IRC/6.9', 'websockets'])('is ignored: %s', async (protocols) => {
    const answers = await exchange(
      `GET /health HTTP/1.1\r\n${offering(protocols)}\r\n`,
      post(offering(protocols)),
      `GET / HTTP/1.1\r\n${offering(protocols)}\r\n`,
      `GET /nothing-here HTTP/1.1\r\n${offering(protocols)}\r\n`,
      post('Host: HOST\r\n'),
    )
    expect(answers.map((text) => /^HTTP\/1.1 (\d+)/.exec(text)?.[1])).toEqual([
      '200',
      '200',
      expect.any(String),
      '404',
      '200',
    ])
    expect(answers[1]).toContain('{"data":{"__typename":"Query"}}')
  })

  it('has its connection closed, so that what was sent behind it is sent again', async () => {
    const { hostname, port } = new URL(server.httpUrl)
    const socket = connect(Number(port), hostname)
    const host = `${hostname}:${port}`
    const first = `GET /health HTTP/1.1\r\n${offering('h2c')}\r\n`.replaceAll('HOST', host)
    socket.write(`${first}GET /ready HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    let text = ''
    for await (const data of socket) text += String(data)
    expect(text).toMatch(/^HTTP\/1.1 200 [^]*^Connection: close/im)
    expect(text.match(/^HTTP\/1.1 /gm)).toHaveLength(1)
  })

  const offers = {
    h2c: offering('h2c'),
    'foo, websocket': offering('foo, websocket'),
    websocket: offering('websocket'),
    'Connection without Upgrade': 'Host: HOST\r\nConnection: Upgrade\r\n',
    'Upgrade without Connection': 'Host: HOST\r\nUpgrade: websocket\r\n',
  }
  it.each(Object.entries(offers))('is ignored on every path that serves no WebSocket: %s', async (_what, headers) => {
    const paths = ['/', '/health', '/ready', '/metrics', '/nothing-here', '/assets/none.js']
    const statusOf = (text?: string) => /^HTTP\/1.1 (\d+)/.exec(text ?? '')?.[1]
    for (const path of paths) {
      const [plain] = await exchange(`GET ${path} HTTP/1.1\r\nHost: HOST\r\n\r\n`)
      const answers = await exchange(`GET ${path} HTTP/1.1\r\n${headers}\r\n`, post('Host: HOST\r\n'))
      expect(answers.map(statusOf), path).toEqual([statusOf(plain), '200'])
    }
    const [posted] = await exchange(post(headers))
    expect(posted).toContain('{"data":{"__typename":"Query"}}')
  })

  it('is ignored when a request with a body names a WebSocket', async () => {
    const [answer] = await exchange(post(offering('websocket')))
    expect(answer).toContain('{"data":{"__typename":"Query"}}')
  })

  it.skipIf(isCurlMissing())('is what curl --http2 sends, and is answered', async () => {
    const args = ['-sS', '--http2', server.httpUrl, '-H', 'content-type: application/json', '-d', query]
    const { stdout } = await promisify(execFile)('curl', args)
    expect(stdout).toContain('"__typename":"Query"')
  })
})

describe('an upgrade among several protocols', () => {
  it('is a WebSocket where that is one of them', async () => {
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
    const protocol = 'Sec-WebSocket-Protocol: graphql-transport-ws\r\n'
    const { hostname, port } = new URL(server.httpUrl)
    const socket = connect(Number(port), hostname)
    socket.write(
      `GET /graphql HTTP/1.1\r\n${offering('h2c, WebSocket')}${key}${protocol}\r\n`.replaceAll(
        'HOST',
        `${hostname}:${port}`,
      ),
    )
    const [data] = (await once(socket, 'data')) as [Buffer]
    expect(String(data)).toMatch(/^HTTP\/1.1 101 /)
    socket.destroy()
  })
})

describe('an upgrade behind other requests of its connection', () => {
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
  const ofHost = (request: string) => request.replaceAll('HOST', new URL(server.httpUrl).host)
  const upgrade = `GET /graphql HTTP/1.1\r\n${offering('websocket')}${key}\r\n`
  const chain = '{ optionsChain(limit: 1000) { contracts { symbol bidPriceUsd askPriceUsd markIv } } }'
  const ask = `GET /graphql?query=${encodeURIComponent(chain)} HTTP/1.1\r\nHost: HOST\r\nAccept: application/json\r\n\r\n`

  async function statusesOf(...writes: readonly string[]): Promise<readonly (string | undefined)[]> {
    const { hostname, port } = new URL(server.httpUrl)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.pause()
    for (const write of writes) await new Promise((resolve) => socket.write(ofHost(write), resolve))
    let text = ''
    for await (const data of socket) text += String(data)
    // Answers are JSON, in which no line begins like this.
    return [...text.matchAll(/(?:^|\}|\n)HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
  }

  it('is refused while an answer is not written, in its turn, and the connection ends', async () => {
    expect(await statusesOf(`${ask}${upgrade}`)).toEqual(['200', '400'])
    expect(await statusesOf(ask, upgrade)).toEqual(['200', '400'])
    expect(await statusesOf(ask.repeat(20), upgrade)).toEqual([...Array<string>(20).fill('200'), '400'])
  })

  it('of a tunnel ends the connection within no answer', async () => {
    const tunnel = 'CONNECT host:1 HTTP/1.1\r\nHost: HOST\r\n\r\n'
    expect(await statusesOf(tunnel)).toEqual(['405'])
    expect(await statusesOf(`${ask.repeat(20)}${tunnel}`)).not.toContain('405')
  })

  it('is taken once they are answered', async () => {
    const { hostname, port } = new URL(server.httpUrl)
    const socket = connect(Number(port), hostname)
    socket.write(ofHost(ask))
    let text = ''
    while (!isWhole(text)) text += String(((await once(socket, 'data')) as [Buffer])[0])
    socket.write(ofHost(upgrade))
    expect(String(((await once(socket, 'data')) as [Buffer])[0])).toMatch(/^HTTP\/1\.1 101 /)
    socket.destroy()
  })
})

describe('the Authorization of an upgrade', () => {
  const mutation = `mutation { openAccount(input: { idempotencyKey: "upgrade", name: "Upgraded" }) { __typename } }`
  async function answerTo(headers: Record<string, string>, params?: Record<string, unknown>): Promise<string> {
    using client = new SocketClient(server.wsUrl, 'graphql-transport-ws', { headers })
    await client.init(params)
    client.subscribe('m', mutation)
    for (;;) {
      const message = await client.next()
      if (message.id === 'm') return JSON.stringify(message.payload)
    }
  }

  it('is taken like that of the connection parameters, which go before it', async () => {
    const token = await server.mint('upgraded')
    expect(await answerTo({})).toContain('UNAUTHENTICATED')
    expect(await answerTo({ authorization: `Bearer ${token}` })).toContain('AccountOpened')
    await expect(answerTo({ authorization: `Bearer ${token}` }, { authorization: 'Bearer gct_wrong' })).rejects.toThrow(
      'The socket closed',
    )
  })

  it('is that of the connection parameters however they write it, where that is not empty', async () => {
    const authorization = `Bearer ${await server.mint('upgraded')}`
    const done = /AccountOpened|AccountExists/
    for (const empty of ['', null]) expect(await answerTo({ authorization }, { authorization: empty })).toMatch(done)
    for (const params of [
      { authorization: '', Authorization: authorization },
      { AUTHORIZATION: authorization },
      { headers: { Authorization: authorization } },
      { authorization: '', headers: { authorization } },
    ]) {
      expect(await answerTo({}, params)).toMatch(done)
    }
  })
})

describe('a token without "Bearer" before it', () => {
  const mutation = `mutation { openAccount(input: { idempotencyKey: "raw", name: "Raw" }) { __typename } }`
  const problem = 'The token came without "Bearer " before it'
  const post = async (headers: Record<string, string>) => {
    const request = { method: 'POST', body: JSON.stringify({ query: mutation }) }
    const response = await fetch(server.httpUrl, {
      ...request,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return response.text()
  }
  const overSocket = async (headers: Record<string, string>, params?: Record<string, unknown>) => {
    using client = await new SocketClient(server.wsUrl, 'graphql-transport-ws', { headers }).open()
    client.send({ type: 'connection_init', payload: params })
    const answer = (async () => {
      await client.next()
      client.subscribe('m', mutation)
      return JSON.stringify((await client.next()).payload)
    })()
    return await answer.catch(async () => JSON.stringify(await client.closed))
  }

  it.each([
    ['HTTP', (authorization: string) => post({ authorization })],
    ['server-sent events', (authorization: string) => post({ authorization, accept: 'text/event-stream' })],
    ['the connection parameters', (authorization: string) => overSocket({}, { authorization })],
    ['the upgrade of a WebSocket', (authorization: string) => overSocket({ authorization })],
  ])('is told so by %s', async (_way, ask) => {
    const token = await server.mint('raw')
    expect(JSON.parse(JSON.stringify(await ask(token)))).toContain(problem.replaceAll('"', '\\"'))
    expect(await ask(`Bearer ${token}`)).toMatch(/AccountOpened|AccountExists/)
  })
})

describe('a handshake that is none', () => {
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
  it.each([
    ['without a key', 'Sec-WebSocket-Version: 13\r\n', 'Sec-WebSocket-Key'],
    ['with a key that is too short', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n', 'Sec-WebSocket-Key'],
    ['of another version', `Sec-WebSocket-Version: 12\r\n${key}`, 'Sec-WebSocket-Version'],
    ['without a version', key, 'Sec-WebSocket-Version'],
    [
      'with a broken list of protocols',
      `Sec-WebSocket-Version: 13\r\n${key}Sec-WebSocket-Protocol: a,,b\r\n`,
      'Sec-WebSocket-Protocol',
    ],
    [
      'with broken extensions',
      `Sec-WebSocket-Version: 13\r\n${key}Sec-WebSocket-Extensions: a;;b\r\n`,
      'Sec-WebSocket-Extensions',
    ],
  ])('%s is refused in JSON, with what is wrong', async (_what, headers, wrong) => {
    const [answer = ''] = await exchange(`GET /graphql HTTP/1.1\r\n${offering('websocket')}${headers}\r\n`)
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('Content-Type: application/json')
    expect(answer).toContain('Sec-WebSocket-Version: 13')
    const { error } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as { error: string }
    expect(error).toContain(wrong)
  })
})

describe('a refused Origin', () => {
  it('is told, with what to do', async () => {
    const [answer] = await exchange(
      `GET /graphql HTTP/1.1\r\n${offering('websocket')}Origin: https://elsewhere.example\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 403 /)
    expect(answer).toContain('https://elsewhere.example')
    expect(answer).toContain('ALLOWED_ORIGINS')
  })
})
