import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { maxOperationBytes, maxOperations } from '../../server/transport/ws/socket-guard.js'
import { indexTick, optionsEvent, update } from '../support/builders.js'
import { openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { manyNames } from '../support/wide-limits.js'

let feed: ScriptedFeed
let server: TestServer

beforeEach(async () => {
  // The time of the watches over readers, which passes when a test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  feed = new ScriptedFeed()
  server = await startServer({ feed }, { LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: '1000', ...manyNames })
  // Minutes of index prices, so that an event can have some hundred kilobytes.
  for (let second = 300; second > 0; second -= 1) feed.say(indexTick(83_000 - second, Date.now() - second * 1_000))
  openMarket(feed)
  await untilOpen(server)
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTime(ms)
const tick = 'subscription { marketData { seq indexPriceUsd } }'
const connected = () => new SocketClient(server.wsUrl).init()
const seqOf = async (socket: SocketClient, id = 'a') =>
  (await socket.nextData<{ marketData: { seq: number } }>(id)).marketData.seq

/** A server-sent event stream, read event by event. */
class EventStream implements Disposable {
  readonly #response: IncomingMessage
  #text = ''

  private constructor(response: IncomingMessage) {
    this.#response = response
    response.setEncoding('utf8')
    response.on('data', (text: string) => (this.#text += text))
    response.on('error', () => {})
  }

  static async open(url: string, query: string): Promise<EventStream> {
    const asked = request(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    })
    asked.end(JSON.stringify({ query }))
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return new EventStream(response)
  }

  /** The JSON of the next event, as it came. */
  async next(): Promise<string> {
    for (;;) {
      const event = /event: next\ndata: (.*)\n\n/.exec(this.#text)
      if (event) {
        this.#text = this.#text.slice(event.index + event[0].length)
        return event[1] ?? ''
      }
      await once(this.#response, 'data')
    }
  }

  [Symbol.dispose](): void {
    this.#response.destroy()
  }
}

describe('readers of the same operation', () => {
  it('share one execution over WebSocket and SSE, and get the same bytes', async () => {
    const { counts } = server.app.services
    using socket = await connected()
    using stream = await EventStream.open(server.httpUrl, tick)
    const raw: string[] = []
    socket.socket.on('message', (data: Buffer) => raw.push(data.toString()))
    socket.subscribe('a', tick)
    await seqOf(socket)
    await stream.next()
    const { events } = counts
    for (const price of [84_001, 84_002, 84_003]) {
      feed.say(indexTick(price, Date.now()))
      await seqOf(socket)
      expect(raw.at(-1)).toBe(`{"id":"a","type":"next","payload":${await stream.next()}}`)
    }
    expect(counts.events - events).toBe(3)
    expect(counts).toMatchObject({ groups: 1, members: 2 })
  })

  it('are counted in status, and in what Prometheus reads', async () => {
    const sockets = [await connected(), await connected(), await connected()]
    for (const socket of sockets) {
      socket.subscribe('a', tick)
      socket.subscribe('b', 'subscription { newDecision { id } }')
      await seqOf(socket)
    }
    feed.say(indexTick(84_001, Date.now()))
    for (const socket of sockets) await seqOf(socket)
    const { data } = await ask(
      server.httpUrl,
      '{ status { fanout { groups members events deliveries conflated closedAsSlow bytes queueDepth } } }',
    )
    expect(data?.status).toMatchObject({
      fanout: { groups: 2, members: 6, events: 2, deliveries: 6, conflated: 0, closedAsSlow: 0, queueDepth: 0 },
    })
    const text = await (await fetch(`${server.app.url}metrics`)).text()
    for (const line of [
      'gammacast_websockets 3',
      'gammacast_groups 2',
      'gammacast_subscriptions{field="marketData"} 3',
      'gammacast_subscriptions{field="newDecision"} 3',
      'gammacast_deliveries_total 6',
      `gammacast_sent_bytes_total ${server.app.services.counts.bytes}`,
    ]) {
      expect(text).toContain(`${line}\n`)
    }
    for (const socket of sockets) socket[Symbol.dispose]()
  })
})

describe('a socket', () => {
  it('gets all that one turn brings in one write', async () => {
    using socket = new SocketClient(server.wsUrl, 'graphql-transport-ws', { perMessageDeflate: false })
    await socket.init()
    const fields = ['seq', 'indexPriceUsd', 'asOf', 'currency', 'freshness']
    for (const field of fields) {
      socket.subscribe(field, `subscription { marketData { ${field} } }`)
      await socket.nextData(field)
    }
    let reads = 0
    const { _socket: stream } = socket.socket as unknown as { readonly _socket: NodeJS.ReadableStream }
    stream.on('data', () => (reads += 1))
    for (let round = 1; round <= 20; round += 1) {
      feed.say(perpetualTick({ bidPriceUsd: 80_000 + round }))
      for (const field of fields) await socket.nextData(field)
    }
    expect(reads).toBe(20)
  })

  it('may run a thousand operations at a time, and another when one is over', async () => {
    using socket = await connected()
    for (let n = 0; n < maxOperations; n += 1) socket.subscribe(`${n}`, tick)
    for (let n = 0; n < maxOperations; n += 1) await socket.next()
    socket.subscribe('one more', tick)
    const refused = await socket.next()
    expect(refused).toMatchObject({ type: 'error', id: 'one more' })
    expect(refused.payload).toMatchObject([
      { extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: maxOperations, unit: 'operations' } } },
    ])
    socket.send({ type: 'complete', id: '0' })
    socket.subscribe('one more', tick)
    expect(await socket.next()).toMatchObject({ type: 'next', id: 'one more' })
  })

  it('may run operations of so many bytes, and another when one is over', async () => {
    using socket = await connected()
    const long = `${tick} # ${'x'.repeat(60_000)}`
    const most = Math.floor(
      maxOperationBytes / JSON.stringify({ type: 'subscribe', id: '10', payload: { query: long } }).length,
    )
    for (let n = 0; n < most; n += 1) socket.subscribe(`${n}`, long)
    for (let n = 0; n < most; n += 1) expect(await socket.next()).toMatchObject({ type: 'next' })
    socket.subscribe('one more', long)
    const refused = await socket.next()
    expect(refused).toMatchObject({ type: 'error', id: 'one more' })
    expect(refused.payload).toMatchObject([
      { extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: maxOperationBytes, unit: 'bytes' } } },
    ])
    socket.send({ type: 'complete', id: '0' })
    socket.subscribe('one more', long)
    expect(await socket.next()).toMatchObject({ type: 'next', id: 'one more' })
  })

  it('whose reader is slow gets the newest of each stream when it reads again, and no other waits for it', async () => {
    using slow = await connected()
    using quick = await connected()
    const chain = 'subscription { optionsChain(limit: 10) { seq contracts { symbol markIv greeks { delta } } } }'
    for (const socket of [slow, quick]) {
      socket.subscribe('a', tick)
      await socket.nextData('a')
    }
    slow.subscribe('b', chain)
    await slow.nextData('b')
    slow.socket.pause()
    let seq = 0
    for (let round = 1; round <= 300; round += 1) {
      const symbols = strikes.map((strike) => update(symbolOf(strike), { markIv: 0.3 + round / 1_000 }, Date.now()))
      feed.say(indexTick(84_000 + round, Date.now()), optionsEvent(symbols, Date.now()))
      seq = await seqOf(quick)
    }
    slow.socket.resume()
    let last = 0
    while (last < seq) {
      const { id, payload } = await slow.next()
      if (id !== 'a') continue
      const { marketData } = (payload as { data: { marketData: { seq: number } } }).data
      expect(marketData.seq).toBeGreaterThan(last)
      last = marketData.seq
    }
    expect(last).toBe(seq)
  })
})

describe('a reader that reads slowly but steadily', () => {
  it('is not closed, gets newer and newer values, and is never megabytes behind', async () => {
    const { counts } = server.app.services
    using quick = await connected()
    quick.subscribe('a', tick)
    await quick.nextData('a')
    using slow = new SocketClient(server.wsUrl, 'graphql-transport-ws', { perMessageDeflate: false })
    await slow.init()
    const many = Array.from({ length: 10 }, (_, n) => `a${n}: indexHistory(points: 100) { time priceUsd }`).join(' ')
    slow.subscribe('a', `subscription { marketData { seq ${many} } }`)
    let seq = await seqOf(slow)
    const { marketData } = server.app.services.live.market
    const newest = () => marketData.call(server.app.services.live.market, 'BTC')?.seq ?? 0
    const begun = performance.now()
    let behind = 0
    for (let price = 84_001; performance.now() - begun < 20_000; price += 1) {
      feed.say(indexTick(price, Date.now()))
      await seqOf(quick)
      pass(10)
      if (price % 50 !== 0) slow.socket.pause()
      else {
        slow.socket.resume()
        const next = await seqOf(slow)
        expect(next).toBeGreaterThan(seq)
        behind = Math.max(behind, newest() - next)
        seq = next
      }
    }
    expect(counts.closedAsSlow).toBe(0)
    expect(behind).toBeGreaterThan(0)
    slow.socket.resume()
  })
})

describe('a reader that takes 12 kB a second of long answers', () => {
  it('is not closed, for it reads steadily, and gets them whole', async () => {
    const { counts } = server.app.services
    using other = await connected()
    using slow = new SocketClient(server.wsUrl, 'graphql-transport-ws', { perMessageDeflate: false })
    await slow.init()
    const { _socket: stream } = slow.socket as unknown as { readonly _socket: Socket }
    const [take] = stream.listeners('data') as ((chunk: Buffer) => void)[]
    stream.removeAllListeners('data').pause()
    const many = Array.from({ length: 20 }, (_, n) => `a${n}: indexHistory(points: 240) { time priceUsd }`).join(' ')
    for (const id of ['a', 'b', 'c']) slow.subscribe(id, `query { marketData { ${many} } }`)
    for (let tenths = 0; tenths < 250; tenths += 1) {
      pass(100)
      const chunk = stream.read(Math.min(1_200, stream.readableLength)) as Buffer | null
      if (chunk !== null) take?.call(stream, chunk)
      // What the reader has answered to it is there when an answer to a later question is.
      other.send({ type: 'ping' })
      expect(await other.next()).toEqual({ type: 'pong' })
    }
    expect(counts.closedAsSlow).toBe(0)
    stream.on('data', take ?? (() => {})).resume()
    const answers = new Map<string | undefined, string>()
    while (answers.size < 3) {
      const { type, id, payload } = await slow.next()
      if (type === 'next') answers.set(id, JSON.stringify(payload))
    }
    expect(answers.get('a')?.length).toBeGreaterThan(230_000)
    for (const id of ['b', 'c']) expect(answers.get(id)).toBe(answers.get('a'))
  })
})

describe('a reader that reads nothing at all', () => {
  const many = Array.from({ length: 20 }, (_, n) => `a${n}: indexHistory(points: 240) { time priceUsd }`).join(' ')
  const long = `subscription { marketData { seq ${many} } }`

  it('is closed after 15 s without progress, over WebSocket and SSE, and the others never notice', async () => {
    const { counts } = server.app.services
    using stalled = new SocketClient(server.wsUrl, 'graphql-transport-ws', { perMessageDeflate: false })
    await stalled.init()
    using healthy = await connected()
    stalled.subscribe('a', long)
    await stalled.nextData('a')
    stalled.socket.pause()
    const { hostname, port } = new URL(server.httpUrl)
    const body = JSON.stringify({ query: long })
    const sse = connect(Number(port), hostname)
    sse.on('error', () => {})
    sse.write(
      `POST /graphql HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await once(sse, 'data')
    sse.pause()
    healthy.subscribe('a', tick)
    await seqOf(healthy)
    const begun = performance.now()
    for (let price = 84_001; counts.closedAsSlow < 2; price += 1) {
      feed.say(indexTick(price, Date.now()))
      await seqOf(healthy)
      pass(100)
    }
    expect(performance.now() - begun).toBeGreaterThan(14_000)
    await until(
      () => Promise.resolve(counts.members),
      (members) => members === 1,
    )
    stalled.socket.resume()
    expect([1006, 1013]).toContain((await stalled.closed).code)
    sse.destroy()
  })

  it('is closed with 1013 when answers to its own questions pile up', async () => {
    using greedy = await connected()
    greedy.socket.pause()
    const { counts } = server.app.services
    for (let n = 0; counts.closedAsSlow === 0; n += 1) {
      greedy.send({ id: `${n}`, type: 'subscribe', payload: { query: long.replace('subscription', 'query') } })
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(counts.closedAsSlow).toBe(1)
    greedy.socket.resume()
    expect((await greedy.closed).code).toBe(1013)
  })
})
