import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Answer } from './answer.js'
import { oneAtATime } from './one-at-a-time.js'

let server: Server
let clients: Socket[]
/** Requests that came, and answers to those that were handled. */
let arrived: string[]
let handled: string[]
let answers: Answer[]

beforeEach(async () => {
  clients = []
  arrived = []
  handled = []
  answers = []
  const handle = oneAtATime(({ url = '' }, answer) => {
    handled.push(url)
    answers.push(answer)
  })
  server = createServer({ ServerResponse: Answer }, (request, answer) => {
    arrived.push(request.url ?? '')
    handle(request, answer)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(() => {
  for (const client of clients) client.destroy()
  server.close()
})

async function dial(): Promise<Socket> {
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.on('error', () => {})
  clients.push(client)
  await once(client, 'connect')
  return client.resume()
}

const paths = (count: number) => Array.from({ length: count }, (_, n) => `/${n}`)

/** Sends them at once, and waits until all have come. */
async function send(client: Socket, ...urls: string[]): Promise<void> {
  const before = arrived.length
  client.write(urls.map((url) => `GET ${url} HTTP/1.1\r\nHost: here\r\n\r\n`).join(''))
  await expect.poll(() => arrived.length, { interval: 1 }).toBe(before + urls.length)
}

/** Ends the answer that began last, and waits until it is written. */
async function answerLast(): Promise<void> {
  const answer = answers.at(-1)
  if (!answer) throw new Error('Nothing was handled')
  const over = once(answer, 'close')
  answer.end('done')
  await over
}

describe('the requests of one connection', () => {
  it('are handled one after another, however many come at once', async () => {
    await send(await dial(), '/a', '/b', '/c')
    expect(handled).toEqual(['/a'])
    await answerLast()
    expect(handled).toEqual(['/a', '/b'])
    await answerLast()
    expect(handled).toEqual(['/a', '/b', '/c'])
  })

  it('are handled at once when nothing is before them, and do not wait for those of another', async () => {
    const [one, other] = [await dial(), await dial()]
    await send(one, '/a')
    await send(other, '/b')
    expect(handled).toEqual(['/a', '/b'])
    await answerLast()
    await send(other, '/c')
    expect(handled).toEqual(['/a', '/b', '/c'])
  })

  it('may wait, 32 at a time and any number after another', async () => {
    const client = await dial()
    await send(client, ...paths(33))
    while (handled.length < 21) await answerLast()
    await send(client, ...paths(20))
    while (handled.length < 53) await answerLast()
    expect(handled).toEqual([...paths(33), ...paths(20)])
  })

  it('end the connection when one more waits, and none of them is handled', async () => {
    const client = await dial()
    const over = once(client, 'close')
    await send(client, ...paths(34))
    await over
    await expect.poll(() => answers[0]?.closed).toBe(true)
    expect(handled).toEqual(['/0'])
  })

  it('are not handled when their client is gone', async () => {
    const client = await dial()
    await send(client, '/a', '/b')
    const over = once(answers[0] as Answer, 'close')
    client.destroy()
    await over
    expect(handled).toEqual(['/a'])
  })
})
