import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { DeribitDouble } from '../support/deribit/deribit-double.js'

type Frame = { id?: unknown; result?: unknown; error?: { code: number }; method?: string; params?: FrameParams }
type FrameParams = { type?: string; channel?: string; data?: Record<string, unknown> }

let double: DeribitDouble
let client: RawClient

beforeEach(async () => {
  double = await DeribitDouble.start()
  client = await RawClient.open(double.url)
})

afterEach(async () => {
  client.socket.terminate()
  await double[Symbol.asyncDispose]()
})

/** A client without manners: it sends what it is told and keeps what comes. */
class RawClient {
  readonly texts: string[] = []
  readonly closed: Promise<number>
  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => this.texts.push(data.toString()))
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => socket.once('close', resolve))
  }

  static async open(url: string): Promise<RawClient> {
    const client = new RawClient(new WebSocket(url))
    await once(client.socket, 'open')
    return client
  }

  /** The first frame, past or to come, that is wanted. */
  async frame(wanted: (frame: Frame) => boolean): Promise<Frame> {
    for (let at = 0; ; at += 1) {
      while (at >= this.texts.length) await once(this.socket, 'message')
      const frame = JSON.parse(this.texts[at] ?? '') as Frame
      if (wanted(frame)) return frame
    }
  }

  ask(id: number, method: string, params: object): Promise<Frame> {
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return this.frame((frame) => frame.id === id)
  }
}

const on = (channel: string) => (frame: Frame) => frame.params?.channel === channel
const isTest = (frame: Frame) => frame.params?.type === 'test_request'

describe('the double of the exchange', () => {
  it('answers subscriptions in another order and without channels it does not know', async () => {
    const channels = [
      'deribit_price_index.btc_usd',
      'ticker.NOBODY.100ms',
      'ticker.BTC-PERPETUAL.7ms',
      'x',
      'markprice.options.eth_usd',
    ]
    const { result } = await client.ask(1, 'public/subscribe', { channels })
    expect(result).toEqual(['markprice.options.eth_usd', 'deribit_price_index.btc_usd'])
    expect((await client.ask(2, 'public/subscribe', { channels: ['x'] })).result).toEqual([])
  })

  it('refuses a whole call for one raw channel', async () => {
    const channels = ['deribit_price_index.btc_usd', 'ticker.BTC-PERPETUAL.raw']
    expect((await client.ask(1, 'public/subscribe', { channels })).error?.code).toBe(13778)
    expect(double.channels().size).toBe(0)
  })

  it('says the first ticker twice, with a double-defying number in it', async () => {
    await client.ask(1, 'public/subscribe', { channels: ['ticker.BTC-PERPETUAL.100ms'] })
    await client.frame(on('ticker.BTC-PERPETUAL.100ms'))
    const tickers = client.texts.filter((text) => text.includes('"ticker.'))
    expect(tickers[1]).toBe(tickers[0])
    expect(tickers[0]).toContain('225046781992378368')
  })

  it('writes exponents, 0.0 for missing quotes in tickers, null in summaries', async () => {
    double.market.emptyBook = true
    double.step()
    const { symbol = '' } = double.market.options[1] ?? {}
    await client.ask(1, 'public/subscribe', { channels: [`ticker.${symbol}.100ms`, 'ticker.BTC-PERPETUAL.100ms'] })
    const { params } = await client.frame(on(`ticker.${symbol}.100ms`))
    expect(params?.data).toMatchObject({ best_bid_price: 0, best_bid_amount: 0, bid_iv: 0 })
    await client.ask(2, 'public/get_book_summary_by_currency', { currency: 'BTC', kind: 'option' })
    const summary = client.texts.find((text) => text.includes('creation_timestamp'))
    expect(summary).toContain('"bid_price":null')
    expect(client.texts.join()).toMatch(/:\d\.\d*e-4/)
    expect(client.texts.join()).toMatch(/:\d\.\d*e\+?\d/)
  })

  it('refuses heartbeats under ten seconds', async () => {
    expect((await client.ask(1, 'public/set_heartbeat', { interval: 9 })).error?.code).toBe(-32602)
  })

  it('closes with 4000 when a client does not answer a test request', async () => {
    await client.ask(1, 'public/set_heartbeat', { interval: 10 })
    await client.frame(isTest)
    expect(await client.closed).toBe(4000)
  })

  it('leaves a client that answers connected', async () => {
    await client.ask(1, 'public/set_heartbeat', { interval: 10 })
    await client.frame(isTest)
    for (let id = 2; id < 6; id += 1) {
      const seen = client.texts.length
      await client.ask(id, 'public/test', {})
      await client.frame((frame) => isTest(frame) && client.texts.length > seen)
    }
    expect(client.socket.readyState).toBe(WebSocket.OPEN)
  })

  it('drops an idle socket without a word', async () => {
    expect(await client.closed).toBe(1006)
  })

  it('answers nonsense without an id, and stays', async () => {
    client.socket.send('what?')
    const { error, id } = await client.frame((frame) => frame.error !== undefined)
    expect([error?.code, id]).toEqual([11050, undefined])
    expect((await client.ask(1, 'public/test', {})).result).toBeDefined()
  })

  it('closes when a client spends more than its credits', async () => {
    const channels = ['x']
    const frames = Array.from({ length: 30 }, (_, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'public/subscribe',
      params: { channels },
    }))
    for (const frame of frames) client.socket.send(JSON.stringify(frame))
    expect((await client.frame((frame) => frame.error !== undefined)).error?.code).toBe(10028)
    await client.closed
  })

  it('refuses handshakes with 429, and the 33rd socket of all', async () => {
    const others = await Promise.all(Array.from({ length: 31 }, () => RawClient.open(double.url)))
    await expect(RawClient.open(double.url)).rejects.toThrow('429')
    for (const other of others) other.socket.terminate()
  })

  it('numbers book changes, and can leave a gap', async () => {
    const channel = 'book.BTC-PERPETUAL.100ms'
    await client.ask(1, 'public/subscribe', { channels: [channel] })
    const snapshot = await client.frame(on(channel))
    const change = await client.frame((frame) => frame.params?.data?.type === 'change')
    expect(change.params?.data?.prev_change_id).toBe(snapshot.params?.data?.change_id)
    double.faults.bookGap = true
    const gap = await client.frame(({ params }) => {
      const { change_id, prev_change_id } = params?.data ?? {}
      return Number(change_id) - Number(prev_change_id) === 2
    })
    expect(gap.params?.data?.type).toBe('change')
  })

  it('sends the first frame once to a client that subscribes twice', async () => {
    double.faults.silent = false
    const channel = 'platform_state.public_methods_state'
    for (const id of [1, 2]) await client.ask(id, 'public/subscribe', { channels: [channel] })
    expect(client.texts.filter((text) => text.includes('allow_unauthenticated'))).toHaveLength(1)
  })

  it('rolls expiries, with news of every instrument', async () => {
    await client.ask(1, 'public/subscribe', { channels: ['instrument.state.option.BTC'] })
    const before = await client.ask(2, 'public/get_instruments', { currency: 'BTC', kind: 'option' })
    double.roll()
    await client.frame(on('instrument.state.option.BTC'))
    const after = await client.ask(3, 'public/get_instruments', { currency: 'BTC', kind: 'option' })
    expect(after.result).toHaveLength((before.result as unknown[]).length)
    expect(after.result).not.toEqual(before.result)
  })
})
