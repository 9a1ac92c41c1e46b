import { expect, it } from 'vitest'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { silentLog } from '../../feed-log.js'
import { coreChannels, isSteady, tickerChannel } from '../language/channels.js'
import type { DeribitRequest } from '../language/requests.js'
import { createSilenceWatch } from './silent-channels.js'
import { Subscriptions } from './subscriptions.js'
import { deribitTimings as timings } from './timings.js'
import { watchChannels } from './watch-channels.js'

const promisedMs = 10_000
const second = 1_000
const options = Array.from({ length: 200 }, (_, index) => tickerChannel(`BTC-25DEC26-${50_000 + index * 500}-C`))
const wanted = [...coreChannels('BTC'), ...coreChannels('ETH'), ...options]
const steady = wanted.filter(isSteady)
const everyOther = (channels: readonly string[]) => channels.filter((_, index) => index % 2 === 0)

/** An exchange that speaks on what is subscribed, each second and at once on what is new. Time is the test's alone. */
function exchange() {
  const clock = new ManualClock(0)
  const held = new Set<string>()
  const dead = new Set<string>()
  const spokeAtMs = new Map<string, number>()
  const warned: unknown[] = []
  const silence = createSilenceWatch({ silenceMs: timings.channelSilenceMs, againMs: timings.subscribeAgainMs })
  const faults = { leftOut: (_channels: readonly string[]): readonly string[] => [], refuses: false }
  const speak = (channel: string) => {
    if (!held.has(channel) || dead.has(channel)) return
    spokeAtMs.set(channel, clock.now())
    silence.heard(channel, clock.now())
  }
  const request = ({ method, params }: DeribitRequest) => {
    if (faults.refuses) return Promise.reject(new Error('too many'))
    const { channels } = params as { channels: readonly string[] }
    const leftOut = new Set(method === 'public/subscribe' ? faults.leftOut(channels) : [])
    const given = channels.filter((channel) => !leftOut.has(channel))
    for (const channel of given) {
      dead.delete(channel)
      if (method === 'public/subscribe') held.add(channel)
      else held.delete(channel)
      speak(channel)
    }
    return Promise.resolve({ result: given, usOut: null, receivedTimeMs: clock.now() })
  }
  const subscriptions = new Subscriptions({ clock, timings, log: silentLog, request })
  const stop = new AbortController()
  const run = async () => {
    subscriptions.want(wanted)
    silence.watch(steady, clock.now())
    const log = { ...silentLog, warn: (facts: unknown) => void warned.push(facts) }
    const watching = watchChannels({ clock, timings, log, silence, subscriptions }, stop.signal)
    const running = subscriptions.run(stop.signal)
    await clock.advance(second)
    return { [Symbol.asyncDispose]: async () => (stop.abort(), void (await Promise.all([watching, running]))) }
  }
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= second) {
      await clock.advance(second)
      for (const channel of held) speak(channel)
    }
  }
  /** How long the most silent of the channels has been so. */
  const silentMs = () => Math.max(...steady.map((channel) => clock.now() - (spokeAtMs.get(channel) ?? -Infinity)))
  return { faults, dead, warned, subscriptions, run, pass, silentMs }
}

it.each<[string, (one: ReturnType<typeof exchange>) => void]>([
  ['half of them fall silent', ({ dead }) => everyOther(steady).forEach((channel) => dead.add(channel))],
  [
    'half of them fall silent, and half of these are left out when they are asked for again',
    ({ dead, faults }) => {
      everyOther(steady).forEach((channel) => dead.add(channel))
      let times = 0
      faults.leftOut = (channels) => ((times += 1) === 1 ? everyOther(channels) : [])
    },
  ],
  ['all of one currency do', ({ dead }) => steady.filter((one) => /eth/i.test(one)).forEach((one) => dead.add(one))],
  [
    'the exchange says that it dropped some, and does not give them at once',
    ({ dead, faults, subscriptions }) => {
      everyOther(steady).forEach((channel) => dead.add(channel))
      let times = 0
      faults.leftOut = (channels) => ((times += 1) < 3 ? everyOther(channels) : [])
      subscriptions.startOver()
    },
  ],
])('every channel speaks again within 10 s when %s', async (_, fault) => {
  const one = exchange()
  await using _running = await one.run()
  await one.pass(20 * second)
  expect(one.silentMs()).toBe(0)
  fault(one)
  await one.pass(second)
  const worst: number[] = []
  for (let passed = 0; passed < 2 * promisedMs; passed += second) {
    worst.push(one.silentMs())
    await one.pass(second)
  }
  expect(Math.max(...worst)).toBeGreaterThan(0)
  expect(Math.max(...worst)).toBeLessThan(promisedMs)
  expect(one.silentMs()).toBe(0)
})

it('every channel speaks within 10 s of a connection whose first answers leave half of them out', async () => {
  const one = exchange()
  let times = 0
  one.faults.leftOut = (channels) => ((times += 1) < 4 ? everyOther(channels) : [])
  await using _running = await one.run()
  await one.pass(promisedMs - 2 * second)
  expect(one.silentMs()).toBeLessThanOrEqual(second)
})

it('a channel that is silent is named, and no other', async () => {
  const one = exchange()
  await using _running = await one.run()
  await one.pass(promisedMs)
  expect(one.warned).toEqual([])
  const [channel = ''] = steady
  one.dead.add(channel)
  await one.pass(promisedMs)
  expect(one.warned).toEqual([{ channels: [channel] }])
})
