import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../../../tests/support/manual-clock.js'
import { silentLog } from '../../feed-log.js'
import type { DeribitRequest } from '../language/requests.js'
import { PendingRequests, RequestError } from './pending-requests.js'

const status: DeribitRequest = { method: 'public/status', params: {} }
const listing: DeribitRequest = { method: 'public/get_instruments', params: { currency: 'BTC' } }
const answer = (result: unknown) => ({ result, receivedTimeMs: 7, usOut: null })

function start(isOpen = true) {
  const clock = new ManualClock(0)
  const sent: object[] = []
  const warned: unknown[] = []
  const requests = new PendingRequests({
    clock,
    timings: { requestMs: 1_000 },
    log: { ...silentLog, warn: (facts: unknown) => void warned.push(facts) },
    send(message) {
      sent.push(message)
      return isOpen
    },
  })
  return { clock, sent, warned, requests }
}

describe('a request', () => {
  it('is sent with an id of its own, and answered by that id in any order', async () => {
    const { requests, sent } = start()
    const [first, second] = [requests.request(status), requests.request(listing)]
    expect(sent).toEqual([
      { jsonrpc: '2.0', id: 1, ...status },
      { jsonrpc: '2.0', id: 2, ...listing },
    ])
    expect([requests.find(1), requests.find(2), requests.find(3), requests.find('1')]).toEqual([
      ...[status, listing, undefined, undefined],
    ])
    requests.resolve(2, answer('two'))
    requests.resolve(1, answer('one'))
    expect(await Promise.all([first, second])).toEqual([answer('one'), answer('two')])
    expect([requests.find(1), requests.reject(1, new RequestError('late'))]).toEqual([undefined, false])
  })

  it('fails when it is refused, and others go on', async () => {
    const { requests } = start()
    const [refused, other] = [requests.request(status), requests.request(listing)]
    expect(requests.reject(1, new RequestError('no'))).toBe(true)
    await expect(refused).rejects.toThrow(new RequestError('no'))
    requests.resolve(2, answer('ok'))
    expect(await other).toEqual(answer('ok'))
  })

  it('fails at once where there is no connection, and waits for nothing', async () => {
    const { requests } = start(false)
    await expect(requests.request(status)).rejects.toThrow('not connected')
    expect(requests.find(1)).toBeUndefined()
  })

  it('fails when it is not answered in time, and a later answer is of nothing', async () => {
    const { requests, clock } = start()
    const failed = requests.request(status).catch((error: unknown) => error)
    await clock.advance(999)
    expect(requests.find(1)).toEqual(status)
    await clock.advance(1)
    expect(await failed).toEqual(new RequestError('public/status was not answered'))
    expect(requests.find(1)).toBeUndefined()
    requests.resolve(1, answer('late'))
  })

  it('fails with all others when the connection ends', async () => {
    const { requests } = start()
    const all = [requests.request(status), requests.request(listing)].map((one) => one.catch((error: unknown) => error))
    const closed = new RequestError('closed')
    requests.rejectAll(closed)
    expect(await Promise.all(all)).toEqual([closed, closed])
  })
})

describe('asking', () => {
  it('says whether an answer came, and logs why none did', async () => {
    const { requests, warned } = start()
    const [good, bad] = [requests.ask(status), requests.ask(listing)]
    requests.resolve(1, answer('ok'))
    requests.reject(2, new RequestError('no'))
    expect(await Promise.all([good, bad])).toEqual([true, false])
    expect(warned).toEqual([{ method: 'public/get_instruments', error: 'no' }])
  })

  it('hides no fault of ours', async () => {
    const { requests, clock } = start()
    clock.sleep = () => Promise.reject(new Error('no timer'))
    await expect(requests.ask(status)).rejects.toThrow('no timer')
    await settle()
  })
})
