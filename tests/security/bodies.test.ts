import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { AGENTS: 'none' })
})
afterAll(() => server[Symbol.asyncDispose]())

const query = '{"query":"{ __typename }"}'
const head = (length: string, type = 'json') =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/${type}\r\n${length}\r\n\r\n`
const chunked = 'Transfer-Encoding: chunked'
const chunkOf = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
const lastChunk = '0\r\n\r\n'

interface Connection {
  readonly socket: Socket
  /** All that has come. */
  readonly text: () => string
  readonly closed: Promise<unknown>
}

function open({ httpUrl }: TestServer): Connection {
  const socket = connect(Number(new URL(httpUrl).port), '127.0.0.1')
  let text = ''
  socket.on('error', () => {}).on('data', (part) => (text += String(part)))
  return { socket, text: () => text, closed: once(socket, 'close') }
}

const answers = ({ text }: Connection) =>
  [...text().matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
const answered = (connection: Connection) => expect.poll(() => answers(connection).length).toBe(1)

describe('a body in many parts', () => {
  const inBytes = (count: number) => chunkOf(query) + chunkOf(' ').repeat(count - 1)

  it.each([
    ['256 parts of about a byte', inBytes(256)],
    ['1,400 parts of 70 bytes', chunkOf(query) + chunkOf(' '.repeat(70)).repeat(1_400)],
  ])('is read: %s', async (_, parts) => {
    const connection = open(server)
    connection.socket.write(head(chunked) + parts + lastChunk)
    await answered(connection)
    expect(connection.text()).toMatch(/^HTTP\/1\.1 200 [^]*"__typename":"Query"/)
    connection.socket.destroy()
  })

  it('is refused with a hint, and the connection ends: 300 parts of a byte', async () => {
    const connection = open(server)
    connection.socket.write(head(chunked) + inBytes(300) + lastChunk)
    await connection.closed
    expect(answers(connection)).toEqual([400])
    expect(connection.text()).toContain('"code":"BAD_REQUEST"')
    expect(connection.text()).toContain('at most 256 and one more for each 64 bytes')
  })

  it.each([
    ['and the connection would be kept', ''],
    ['and the connection would end', 'Connection: close\r\n'],
  ])('of a refused request is not read on: %s', async (_, more) => {
    const connection = open(server)
    connection.socket.write(head(`${more}${chunked}`, 'xml'))
    // Without a limit it would be read for 13 s, and then be answered with 408.
    const feed = setInterval(() => connection.socket.write(chunkOf(' ').repeat(100)), 5)
    await connection.closed
    clearInterval(feed)
    expect(connection.text()).not.toContain('HTTP/1.1 408')
    expect(connection.socket.bytesWritten).toBeLessThan(1_000_000)
    expect(await ask(server.httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  })
})

describe('bodies that are not complete', () => {
  const length = 90_000
  const first = query + ' '.repeat(60_000 - query.length)
  const rest = ' '.repeat(length - first.length)

  it('give way when too many bytes of them are held, those first that began first', async () => {
    await using small = await startServer({}, { AGENTS: 'none', LIMIT_HELD_BYTES_PER_ADDRESS: '200000' })
    const { counts } = small.app.services
    const held = () => Promise.resolve(counts.heldBytes().bodies ?? NaN)
    const refusals = () => counts.refusals.get('held_bodies') ?? 0
    const connections: Connection[] = []
    for (let count = 0; count < 5; count += 1) {
      const connection = open(small)
      connections.push(connection)
      connection.socket.write(head(`Content-Length: ${length}`) + first)
      const [bytes, gone] = [Math.min(count + 1, 3) * 60_000, Math.max(0, count - 2)]
      await until(held, (now) => now >= bytes && refusals() === gone)
      expect(await held()).toBeLessThanOrEqual(200_000)
    }
    for (const connection of connections.slice(0, 2)) {
      connection.socket.write(rest)
      await answered(connection)
      expect(answers(connection)).toEqual([429])
      expect(connection.text()).toContain('"code":"TOO_MANY_OPERATIONS"')
      expect(connection.text()).toMatch(/^Retry-After: \d+\r$/im)
    }
    expect(await ask(small.httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
    connections[2]?.socket.destroy()
    await until(held, (now) => now < 130_000)
    for (const connection of connections.slice(3)) {
      connection.socket.write(rest)
      await answered(connection)
      expect(answers(connection)).toEqual([200])
    }
    await until(held, (now) => now === 0)
    expect(refusals()).toBe(2)
    for (const { socket } of connections) socket.destroy()
  })

  it('of the wrong length, or whose client leaves, hold nothing', async () => {
    const held = () => Promise.resolve(server.app.services.counts.heldBytes().bodies ?? NaN)
    const long = open(server)
    long.socket.write(head(chunked) + chunkOf(' '.repeat(90_000)))
    await until(held, (now) => now > 80_000)
    long.socket.write(chunkOf(' '.repeat(20_000)))
    await until(held, (now) => now === 0)
    long.socket.write(lastChunk)
    await answered(long)
    expect(answers(long)).toEqual([413])
    long.socket.write(head(`Content-Length: ${length}`) + first)
    await until(held, (now) => now >= first.length)
    long.socket.destroy()
    await until(held, (now) => now === 0)
  })
})
