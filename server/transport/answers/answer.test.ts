import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Answer } from './answer.js'
import { pieceBytes } from './pieces.js'

let server: Server
let act: (answer: Answer) => void

beforeEach(async () => {
  server = createServer({ ServerResponse: Answer }, (_request, answer) => act(answer))
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function send(method: string, headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo
  const sent = request({ host: '127.0.0.1', port, method, headers })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  let text = ''
  for await (const part of response) text += String(part)
  return { status: response.statusCode, text }
}

describe('an answer with a tag', () => {
  const tagged = (status: number, tag: string) => (answer: Answer) =>
    void answer.setHeader('etag', tag).writeHead(status).end('all of it')

  it('is not sent again when it has a longer tag, with anything in it', async () => {
    act = tagged(200, '"a, W/b"')
    expect((await send('GET', { 'if-none-match': '"b", "a, W/b"' })).status).toBe(304)
  })

  it.each(['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', '*'])('is not sent again to who has it as %s', async (known) => {
    for (const tag of ['"a"', 'W/"a"']) {
      for (const method of ['GET', 'HEAD']) {
        act = tagged(200, tag)
        expect(await send(method, { 'if-none-match': known })).toEqual({ status: 304, text: '' })
      }
    }
  })

  it.each([{ 'if-none-match': '"b"' }, { 'if-none-match': 'a' }, { 'if-none-match': '"a, b"' }, {}])(
    'is sent to who has it not, by %j',
    async (headers) => {
      act = tagged(200, '"a"')
      expect(await send('GET', headers as Record<string, string>)).toEqual({ status: 200, text: 'all of it' })
    },
  )

  it('is sent when it says something else than that all is well, and when it answers a write', async () => {
    act = tagged(404, '"a"')
    expect((await send('GET', { 'if-none-match': '"a"' })).status).toBe(404)
    act = tagged(200, '"a"')
    expect((await send('POST', { 'if-none-match': '*' })).status).toBe(200)
    act = (answer) => void answer.writeHead(200).end()
    expect((await send('GET', { 'if-none-match': '*' })).status).toBe(200)
  })
})

describe('what is done when an answer is over', () => {
  it('is done once, whether it was sent whole or its connection broke', async () => {
    for (const end of [(answer: Answer) => answer.end('all of it'), ({ req }: Answer) => req.socket.destroy()]) {
      let times = 0
      const closed = new Promise<unknown>((resolve) => {
        act = (answer) => {
          answer.whenOver(() => (times += 1))
          answer.req.socket.once('close', resolve)
          end(answer)
        }
      })
      await send('GET', { connection: 'close' }).catch(() => {})
      await closed
      expect(times).toBe(1)
    }
  })

  it('is not done before', async () => {
    let isOver = false
    act = (answer) => {
      answer.whenOver(() => (isOver = true))
      expect(isOver).toBe(false)
      answer.end()
    }
    await send('GET', {})
  })

  it('is done though the connection is kept, and leaves nothing behind on it', async () => {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const listeners: number[] = []
    for (let count = 0; count < 3; count += 1) {
      const over = new Promise<void>((resolve) => {
        act = (answer) => {
          listeners.push(answer.req.socket.listenerCount('close'))
          answer.whenOver(resolve)
          answer.end()
        }
      })
      client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
      await Promise.all([over, once(client, 'data')])
    }
    expect(new Set(listeners).size).toBe(1)
    client.destroy()
  })

  it('is done when its connection closes while it waits behind another answer', async () => {
    const { port } = server.address() as AddressInfo
    const client = connect(port, '127.0.0.1').on('error', () => {})
    let count = 0
    const over = new Promise<void>((resolve) => {
      act = (answer) => {
        count += 1
        if (count === 2) {
          answer.whenOver(resolve)
          client.destroy()
        }
      }
    })
    client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(2))
    await over
  })

  it('is done at once when its connection has closed before', async () => {
    const answer = await new Promise<Answer>((resolve) => {
      act = (answer) => {
        answer.req.socket.once('close', () => setImmediate(resolve, answer)).destroy()
      }
      send('GET', {}).catch(() => {})
    })
    let isOver = false
    answer.whenOver(() => (isOver = true))
    expect(isOver).toBe(true)
  })

  it('is done at once when its connection is gone', async () => {
    const acted = new Promise<void>((resolve) => {
      act = (answer) => {
        answer.req.socket.destroy()
        answer.whenOver(resolve)
      }
    })
    await Promise.all([acted, send('GET', {}).catch(() => {})])
  })
})

describe('an answer to a body that has not come whole', () => {
  const head = (connection: string) =>
    `POST / HTTP/1.1\r\nHost: here\r\nConnection: ${connection}\r\nContent-Length: 2\r\n\r\n`

  it('is sent at once when the connection is kept', async () => {
    act = (answer) => answer.end('answered')
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    client.write(`${head('keep-alive')}1`)
    expect(String((await once(client, 'data'))[0])).toContain('answered')
    client.destroy()
  })

  it('is sent after the rest when the connection closes, because some clients read nothing before', async () => {
    const begun = new Promise<Answer>((resolve) => {
      act = (answer) => resolve(answer.end('answered'))
    })
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    client.write(`${head('close')}1`)
    const answer = await begun
    expect(answer.writableEnded).toBe(false)
    client.write('2')
    let text = ''
    for await (const part of client) text += String(part)
    expect(text).toContain('answered')
  })
})

describe('a long chunk', () => {
  const long = Buffer.from(Array.from({ length: pieceBytes }, (_, index) => `${index} `).join(''))

  it('is handed over in pieces, and its writer has to wait until the last is taken', async () => {
    const begun = new Promise<Answer>((resolve) => (act = resolve))
    const received = send('GET', {})
    const answer = await begun
    const { socket } = answer.req
    expect(answer.write(long)).toBe(false)
    expect(socket.writableLength).toBeLessThan(2 * pieceBytes)
    expect(answer.keptBytes).toBe(long.length)
    await once(answer, 'drain')
    expect(socket.bytesWritten - socket.writableLength).toBeGreaterThan(long.length)
    expect(answer.keptBytes).toBe(0)
    answer.end()
    expect((await received).text).toBe(String(long))
  })

  it.each([
    ['is all that there is', [], long],
    ['has others before and behind it', ['before', long, 'behind', long], 'the end'],
    ['is the last', [long, 'before'], long],
    ['has nothing behind it', [long], undefined],
  ])('is sent whole and in its place when it %s', async (_what, parts, last) => {
    act = (answer) => {
      for (const part of parts) answer.write(part)
      answer.end(last)
    }
    expect((await send('GET', {})).text).toBe([...parts, last ?? ''].map(String).join(''))
  })

  it('says once that it was taken, when all of it was', async () => {
    const taken: string[] = []
    act = (answer) => {
      answer.write(long, () => taken.push('the first'))
      answer.write(long, 'latin1', () => taken.push('the second'))
      answer.end(() => taken.push('the end'))
    }
    await send('GET', {})
    expect(taken).toEqual(['the first', 'the second', 'the end'])
  })

  it('is sent behind the answer before it on the connection', async () => {
    const answers: Answer[] = []
    const both = new Promise<void>((resolve) => {
      act = (answer) => void (answers.push(answer) === 2 && resolve())
    })
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\nGET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n')
    await both
    answers[1]?.setHeader('content-length', long.length).end(long)
    answers[0]?.end('the first')
    let text = ''
    for await (const part of client) text += String(part)
    expect(text.endsWith(String(long))).toBe(true)
    expect(text).toContain('the first')
  })

  it('has no bytes in the answer to HEAD', async () => {
    act = (answer) => answer.end(long)
    expect(await send('HEAD', {})).toEqual({ status: 200, text: '' })
  })
})

it.each([
  ['text/event-stream', true],
  ['Text/Event-Stream; charset=utf-8', true],
  ['text/event-streams', false],
  ['application/x; of=text/event-stream', false],
  ['application/json', false],
])('an answer of type %j is an event stream: %s', async (type, isOne) => {
  const answer = await new Promise<Answer>((resolve) => {
    act = (answer) => resolve(answer.setHeader('content-type', type).end())
    void send('GET', {})
  })
  expect(answer.isEventStream).toBe(isOne)
})
