import { expect, it } from 'vitest'
import { settle } from '../../tests/support/manual-clock.js'
import { SteppedClock } from './stepped-clock.js'

function sleeping(clock: SteppedClock, ms: number, signal?: AbortSignal) {
  const state = { isAwake: false }
  void clock.sleep(ms, signal).then(() => (state.isAwake = true))
  return state
}

it('wakes who has slept until the time to which it is set, and nobody before', async () => {
  const clock = new SteppedClock(1_000)
  const [short, long] = [sleeping(clock, 100), sleeping(clock, 200)]
  clock.setTo(1_099)
  await settle()
  expect(short.isAwake).toBe(false)
  clock.moveTo(1_100)
  await settle()
  expect(short.isAwake).toBe(false)
  clock.wake()
  await settle()
  expect([short.isAwake, long.isAwake]).toEqual([true, false])
})

it('wakes who began to sleep at a time to which it has not come again when it goes back', async () => {
  const clock = new SteppedClock(1_000)
  const earlier = sleeping(clock, 10_000)
  clock.setTo(5_000)
  const later = sleeping(clock, 10_000)
  clock.setTo(2_000)
  await settle()
  expect([earlier.isAwake, later.isAwake]).toEqual([false, true])
})

it('wakes who sleeps with a signal when that is aborted', async () => {
  const clock = new SteppedClock(1_000)
  const stop = new AbortController()
  const sleeper = sleeping(clock, 100, stop.signal)
  stop.abort()
  await settle()
  expect(sleeper.isAwake).toBe(true)
  expect((await Promise.all([clock.sleep(100, stop.signal)])).length).toBe(1)
})
