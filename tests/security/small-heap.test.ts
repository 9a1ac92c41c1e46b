import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runServer, type Run } from '../support/run-server.js'
import { SocketClient } from '../support/socket-client.js'
import { ask } from '../support/start-server.js'

/** A server with a heap of 400 MB, which ends when it holds more. */
let run: Run
let httpUrl: string
let wsUrl: string
beforeEach(async () => {
  run = runServer({ NODE_OPTIONS: '--max-old-space-size=400' })
  const [, url = ''] = await run.says(/GraphiQL and API (http:\S+\/)graphql/)
  httpUrl = `${url}graphql`
  wsUrl = httpUrl.replace('http', 'ws')
})
afterEach(() => run.kill())

async function isAlive(): Promise<void> {
  expect(await ask(httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  expect(run.child.exitCode).toBeNull()
}

const plain = { perMessageDeflate: false }
const long = 'x'.repeat(64_000)

it('lives through ids, documents, variables and payloads of 64 kB, thousands of each', async () => {
  for (let round = 0; round < 20; round += 1) {
    using socket = await new SocketClient(wsUrl, 'graphql-transport-ws', plain).open()
    socket.send({ type: 'connection_init', payload: { more: long } })
    for (let count = 0; count < 200 && socket.socket.readyState === socket.socket.OPEN; count += 1) {
      const id = round === 0 ? `${count}${long}` : `${count}`
      const query = `subscription ($a: String) { marketData(currency: $a) { seq } } # ${round % 2 ? long.slice(200) : ''}`
      const variables = round % 2 ? {} : { other: long.slice(300) }
      socket.send({ type: 'subscribe', id, payload: { query, variables } })
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await isAlive()
})

it('lives through 216 sockets with 16,000 frames of a byte', async () => {
  const frame = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x20])
  const frames = Buffer.concat([Buffer.from([0x01]), frame.subarray(1), ...Array.from({ length: 15_999 }, () => frame)])
  const sockets = await Promise.all(
    Array.from({ length: 216 }, () => new SocketClient(wsUrl, 'graphql-transport-ws', plain).open()),
  )
  for (const { socket } of sockets) {
    const { _socket: stream } = socket as unknown as { readonly _socket: Socket }
    if (!stream.write(frames)) await Promise.race([once(stream, 'drain'), once(stream, 'close')])
  }
  await Promise.all(sockets.map(({ closed }) => closed))
  await isAlive()
})

it('lives through answers of a mebibyte that nobody reads, over HTTP and WebSocket', async () => {
  await run.kill()
  run = runServer({ NODE_OPTIONS: '--max-old-space-size=400', AUTH: 'off' })
  const [, url = ''] = await run.says(/GraphiQL and API (http:\S+\/)graphql/)
  httpUrl = `${url}graphql`
  wsUrl = httpUrl.replace('http', 'ws')
  const publish = 'mutation ($input: PublishDecisionInput!) { publishDecision(input: $input) { __typename } }'
  for (let key = 0; key < 110; key += 1) {
    const about = { model: 'm', symbol: 'BTC-PERPETUAL', action: 'HOLD' }
    const input = { account: 'p', idempotencyKey: `${key}`, ...about, reasoning: 'x'.repeat(9_000) }
    expect((await ask(httpUrl, publish, { input })).errors).toBeUndefined()
  }
  const page = '{ decisions(first: 1000) { edges { node { reasoning } } } }'
  const get = `GET /graphql?query=${encodeURIComponent(page)} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`
  const idle: Socket[] = []
  for (let count = 0; count < 30; count += 1) {
    const socket = connect(Number(new URL(httpUrl).port), '127.0.0.1')
    socket.on('error', () => {}).pause()
    socket.write(get.repeat(4))
    idle.push(socket)
    const client = await new SocketClient(wsUrl, 'graphql-transport-ws', plain).init()
    client.socket.pause()
    for (let id = 0; id < 4; id += 1) client.subscribe(`${id}`, page)
  }
  await isAlive()
  expect((await ask(httpUrl, page)).errors).toBeUndefined()
  for (const socket of idle) socket.destroy()
  await isAlive()
})
