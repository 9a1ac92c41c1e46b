import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startOpen } from '../support/start-open.js'
import type { TestServer } from '../support/start-server.js'

let server: TestServer
let readersAtRest: number
beforeAll(async () => {
  server = await startOpen()
  readersAtRest = server.app.services.bus.readerCount()
})
afterAll(() => server[Symbol.asyncDispose]())

const subscriptions = {
  marketData: 'subscription { marketData { seq } }',
  newDecision: 'subscription { newDecision { id } }',
} as const
type Query = (typeof subscriptions)[keyof typeof subscriptions]

const repeats = 20
const get = (query: Query, accept = 'text/event-stream', head = 'Host: 127.0.0.1\r\n', version = '1.1') =>
  `GET /graphql?query=${encodeURIComponent(query)} HTTP/${version}\r\n${head}Accept: ${accept}\r\n\r\n`
const post = (query: Query, more = '') => {
  const body = JSON.stringify({ query })
  const head = `Host: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\n${more}`
  return { head: `POST /graphql HTTP/1.1\r\n${head}Content-Length: ${body.length}\r\n\r\n`, body }
}

async function opened(): Promise<Socket> {
  const { hostname, port } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** Sends, reads until the answer has this in it, and goes without a word. */
async function answered(request: string, wanted: RegExp): Promise<string> {
  const socket = await opened()
  try {
    socket.write(request)
    let text = ''
    while (!wanted.test(text)) text += String(((await once(socket, 'data')) as [Buffer])[0])
    return text
  } finally {
    socket.destroy()
  }
}

const begun = /^HTTP\/1\.[01] 200 [^]*\r\n\r\n[^]*:\n\n/

/** Runs `act` with the server's side of the next request, at once. */
async function atRequest(act: (socket: Socket, response: ServerResponse) => void, send: () => Promise<unknown>) {
  const onStart = (message: unknown) => {
    const { socket, response } = message as { socket: Socket; response: ServerResponse }
    act(socket, response)
  }
  subscribe('http.server.request.start', onStart)
  try {
    await send()
  } finally {
    unsubscribe('http.server.request.start', onStart)
  }
}

/** The connection breaks when the subscription has its reader and the answer has not begun. */
async function brokenBetween(query: Query): Promise<void> {
  const { bus } = server.app.services
  let ours: Socket | null = null
  const send = async () => {
    const socket = await opened()
    const gone = once(socket, 'close')
    socket.resume().write(get(query))
    await gone
  }
  const real = bus.subscribe.bind(bus)
  bus.subscribe = (...args) => {
    ours?.destroy()
    return real(...args)
  }
  try {
    await atRequest((socket) => (ours = socket), send)
  } finally {
    bus.subscribe = real
  }
}

/** Writing the head of the answer fails. */
async function failsToAnswer(query: Query): Promise<void> {
  await atRequest(
    (_socket, response) => {
      const { writeHead } = response
      response.writeHead = () => {
        response.writeHead = writeHead
        throw new Error('The head cannot be written')
      }
    },
    async () => {
      const socket = await opened()
      socket.resume().write(get(query, undefined, 'Host: x\r\nConnection: close\r\n'))
      await once(socket, 'close')
    },
  )
}

async function withoutBody(query: Query): Promise<void> {
  const socket = await opened()
  const { head, body } = post(query)
  const heard = new Promise<void>((resolve) => {
    void atRequest(
      () => resolve(),
      () => {
        socket.write(head + body.slice(0, -1))
        return once(socket, 'close')
      },
    )
  })
  await heard
  socket.destroy()
  await once(socket, 'close')
}

const ways: readonly (readonly [string, (query: Query) => Promise<unknown>])[] = [
  ['whose Accept is refused', async (query) => answered(get(query, 'application/json'), /^HTTP\/1.1 406 [^]*}$/)],
  ['whose connection breaks before its answer begins', brokenBetween],
  ['whose answer fails', failsToAnswer],
  ['left after its answer began', (query) => answered(get(query), begun)],
  ['left after its answer began, for anything', (query) => answered(get(query, '*/*'), begun)],
  ['behind another on a connection that closes', (query) => answered(get(query).repeat(3), begun)],
  ['asked by HTTP/1.0', (query) => answered(get(query, undefined, '', '1.0'), begun)],
  ['asked by HEAD', (query) => answered(get(query).replace('GET', 'HEAD'), /^HTTP\/1.1 4\d\d [^]*\r\n\r\n/)],
  [
    'sent after 100 Continue',
    async (query) => {
      const { head, body } = post(query, 'Expect: 100-continue\r\n')
      const socket = await opened()
      socket.write(head)
      await once(socket, 'data')
      socket.write(body)
      await once(socket, 'data')
      socket.destroy()
    },
  ],
  ['whose body never ends', withoutBody],
]

function held() {
  const { bus, counts } = server.app.services
  return { members: counts.members, groups: counts.groups, readers: bus.readerCount() }
}

describe.each(Object.entries(subscriptions))('a subscription to %s', (_field, query) => {
  it.each(ways)('%s is left', async (_way, end) => {
    for (let count = 0; count < repeats; count += 1) await end(query)
    // One more, so that what came before has been heard of.
    await answered(get(query), begun)
    await vi.waitFor(() => expect(held()).toEqual({ members: 0, groups: 0, readers: readersAtRest }), {
      timeout: 60_000,
    })
  })

  it('is refused with what to accept', async () => {
    const response = await fetch(`${server.httpUrl}?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'application/json' },
    })
    expect(response.status).toBe(406)
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'A subscription is answered as text/event-stream: send "Accept: text/event-stream".',
          extensions: { code: 'BAD_REQUEST', allowed: { values: ['text/event-stream'] } },
        },
      ],
    })
  })
})

it('a query is refused with what to accept', async () => {
  const response = await fetch(`${server.httpUrl}?query={__typename}`, { headers: { accept: 'text/plain' } })
  expect(response.status).toBe(406)
  expect(await response.json()).toMatchObject({
    errors: [
      {
        extensions: {
          code: 'BAD_REQUEST',
          allowed: { values: ['application/graphql-response+json', 'application/json'] },
        },
      },
    ],
  })
})
