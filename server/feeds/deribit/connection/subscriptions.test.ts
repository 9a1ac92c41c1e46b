import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { silentLog } from '../../feed-log.js'
import { RequestError } from './pending-requests.js'
import { Subscriptions } from './subscriptions.js'
import { deribitTimings } from './timings.js'

/** A desk that grants what `grant` says and keeps every call. */
function start(grant: (channels: readonly string[], call: number) => readonly string[]) {
  const clock = new ManualClock(0)
  const calls: { method: string; channels: readonly string[]; atMs: number }[] = []
  const warnings: string[] = []
  const facts: unknown[] = []
  const subscriptions = new Subscriptions({
    clock,
    timings: deribitTimings,
    log: {
      ...silentLog,
      warn(fact: unknown, text?: string) {
        facts.push(fact)
        warnings.push(text ?? '')
      },
    },
    async request({ method, params }) {
      const { channels } = params as { channels: readonly string[] }
      calls.push({ method, channels, atMs: clock.now() })
      return { result: grant(channels, calls.length), receivedTimeMs: 0, usOut: null }
    },
  })
  const stop = new AbortController()
  void subscriptions.run(stop.signal)
  return { clock, calls, warnings, facts, subscriptions }
}

describe('Subscriptions', () => {
  it('compares the answer, in any order, with the request, and asks for the rest only', async () => {
    const { clock, calls, subscriptions } = start((channels, call) => (call === 1 ? ['c', 'a'] : channels))
    subscriptions.want(['a', 'b', 'c'])
    await clock.advance(10_000)
    expect(calls.map(({ channels }) => channels)).toEqual([['a', 'b', 'c'], ['b']])
  })

  it('says once that a channel is not given, and goes on asking for it every five seconds', async () => {
    const { clock, calls, warnings, subscriptions } = start(() => ['a'])
    subscriptions.want(['a', 'nowhere'])
    await clock.advance(600_000)
    expect(warnings).toEqual(['Deribit does not give these channels'])
    const gaps = calls.slice(1).map(({ atMs }, at) => atMs - (calls[at]?.atMs ?? 0))
    expect(gaps.slice(deribitTimings.subscribeAttempts - 1).every((ms) => ms === 5_000)).toBe(true)
    expect(calls.length).toBeGreaterThan(deribitTimings.subscribeAttempts + 8)
  })

  it('asks so often for a missing channel that it has it within 10 s of its return', async () => {
    const { clock, calls, subscriptions } = start((channels) =>
      channels.filter((one) => one === 'a' || clock.now() > 33_000),
    )
    subscriptions.want(['a', 'b'])
    await clock.advance(43_000)
    const { atMs = Infinity } = calls.at(-1) ?? {}
    expect(atMs).toBeGreaterThan(33_000)
    expect(atMs).toBeLessThan(39_000)
  })

  it('has a channel again that was missing from answers for an hour', async () => {
    const { clock, calls, subscriptions } = start((channels) => {
      return channels.filter((channel) => channel === 'a' || clock.now() > 3_600_000)
    })
    subscriptions.want(['a', 'deribit_price_index.btc_usd'])
    await clock.advance(3_700_000)
    const { length } = calls
    await clock.advance(600_000)
    expect(calls.at(-1)?.atMs).toBeGreaterThan(3_600_000)
    expect(calls).toHaveLength(length)
  })

  it('keeps asking while it got no channel at all', async () => {
    const { clock, calls, subscriptions } = start(() => [])
    subscriptions.want(['a'])
    await clock.advance(60_000)
    expect(calls.length).toBeGreaterThan(50)
  })

  it('goes on after a refused call', async () => {
    const { clock, calls, subscriptions } = start((channels, call) => {
      if (call === 1) throw new RequestError('raw_subscriptions_not_available_for_unauthorized (13778)')
      return channels
    })
    subscriptions.want(['a'])
    await clock.advance(2_000)
    expect(calls).toHaveLength(2)
  })

  it('never asks for raw channels, which would spoil the whole call', async () => {
    const { clock, calls, subscriptions } = start((channels) => channels)
    subscriptions.want(['ticker.BTC-PERPETUAL.raw', 'a'])
    await clock.advance(1_000)
    expect(calls.map(({ channels }) => channels)).toEqual([['a']])
  })

  it('keeps its distance between calls when what is wanted changes all the time', async () => {
    const { clock, calls, subscriptions } = start((channels) => channels)
    for (let turn = 0; turn < 100; turn += 1) {
      subscriptions.want([`channel ${turn}`])
      await clock.advance(50)
    }
    const gaps = calls.slice(1).map(({ atMs }, at) => atMs - (calls[at]?.atMs ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(deribitTimings.subscribeGapMs)
  })

  it('unsubscribes before it subscribes: it never holds more than 500', async () => {
    const { clock, calls, subscriptions } = start((channels) => channels)
    const many = (name: string) => Array.from({ length: 600 }, (_, at) => `${name} ${at}`)
    subscriptions.want(many('one'))
    await clock.advance(1_000)
    subscriptions.want(many('two'))
    await clock.advance(1_000)
    expect(calls.map(({ method, channels }) => [method, channels.length])).toEqual([
      ['public/subscribe', 500],
      ['public/unsubscribe', 500],
      ['public/subscribe', 500],
    ])
  })

  it('asks for a missing channel after 0.8 s, then after twice that', async () => {
    const { clock, calls, subscriptions } = start(() => ['a'])
    subscriptions.want(['a', 'nowhere'])
    await clock.advance(6_000)
    const gaps = calls.slice(1).map(({ atMs }, at) => atMs - (calls[at]?.atMs ?? 0))
    expect(gaps).toEqual([800, 1_600, 1_600, 1_600])
  })

  it('forgets a missing channel that is not wanted any more, and asks at once when it is wanted again', async () => {
    const { clock, calls, subscriptions } = start((channels) => channels.filter((one) => one !== 'b'))
    subscriptions.want(['a', 'b'])
    // It was asked for five times and has to wait for five seconds.
    await clock.advance(6_000)
    const { length } = calls
    subscriptions.want(['a', 'b'])
    await clock.advance(1_000)
    expect(calls).toHaveLength(length)
    subscriptions.want(['a'])
    await clock.advance(1_000)
    subscriptions.want(['a', 'b'])
    await clock.advance(0)
    expect(calls.slice(length)).toMatchObject([{ channels: ['b'], atMs: 8_000 }])
  })

  it.each([1, 7])('says once which channel is not given, also when call %i is refused', async (refused) => {
    const { clock, facts, warnings, subscriptions } = start((_channels, call) => {
      if (call === refused) throw new RequestError('no')
      return ['a']
    })
    subscriptions.want(['a', 'nowhere'])
    await clock.advance(100_000)
    expect(warnings.filter((text) => text === 'Deribit does not give these channels')).toHaveLength(1)
    expect(facts).toContainEqual({ channels: ['nowhere'] })
    expect(facts).toContainEqual({ error: 'RequestError: no', channels: expect.any(Number) as number })
  })

  it('renews silent channels that it holds, also when the call to leave them is refused', async () => {
    const { clock, calls, subscriptions } = start((channels, call) => {
      if (call === 2) throw new RequestError('no')
      return channels
    })
    subscriptions.want(['a', 'b'])
    await clock.advance(500)
    expect(subscriptions.renew(['b', 'unheld'])).toEqual(['b'])
    await clock.advance(1_000)
    expect(calls.slice(1).map(({ method, channels }) => [method, channels])).toEqual([
      ['public/unsubscribe', ['b']],
      ['public/subscribe', ['b']],
    ])
  })

  it('asks for all of them again when the exchange dropped some, and unsubscribes none for it', async () => {
    const { clock, calls, subscriptions } = start((channels) => channels)
    subscriptions.want(['a', 'b'])
    await clock.advance(500)
    subscriptions.renew(['a'])
    subscriptions.startOver()
    await clock.advance(5_000)
    expect(calls.slice(1).map(({ method, channels }) => [method, channels])).toEqual([['public/subscribe', ['a', 'b']]])
  })

  it('takes an answer that is no list for one without channels', async () => {
    const { clock, calls, subscriptions } = start((channels, call) => (call === 1 ? ('ok' as never) : channels))
    subscriptions.want(['a'])
    await clock.advance(5_000)
    expect(calls).toHaveLength(2)
  })

  it('does not say of a refused call that its channels are not given', async () => {
    const { clock, warnings, subscriptions } = start((_channels, call) => {
      if (call > 1) throw new RequestError('no')
      return ['a']
    })
    subscriptions.want(['a', 'b'])
    await clock.advance(60_000)
    expect(warnings.length).toBeGreaterThan(10)
    expect(new Set(warnings)).toEqual(new Set(['Deribit refused to subscribe']))
  })
})
