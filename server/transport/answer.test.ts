import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Answer } from './answer.js'

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
