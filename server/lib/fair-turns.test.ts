import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FairTurns } from './fair-turns.js'

let nowMs: number
let turns: FairTurns
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate'] })
  nowMs = 0
  turns = new FairTurns({ now: () => nowMs, burstMs: 100, share: 0.25 })
})
afterEach(() => void vi.useRealTimers())

const work = (source: object, ms: number) => turns.spend(source, () => void (nowMs += ms))
const [a, b] = [{ name: 'a' }, { name: 'b' }]

/** Begins, works as soon as it may, and notes it. */
async function working(log: string[], source: { readonly name: string }, ms: number): Promise<void> {
  await turns.begin(source)
  log.push(source.name)
  work(source, ms)
}

/** One turn of the event loop, with what waits for promises. */
async function nextTurn(): Promise<void> {
  vi.advanceTimersToNextTimer()
  await Promise.resolve()
}

it('lets work begin at once, one piece in each turn of the event loop', async () => {
  expect(turns.begin(a)).toBeUndefined()
  expect(turns.begin(a)).toBeInstanceOf(Promise)
  expect(turns.begin(b)).toBeInstanceOf(Promise)
  for (let n = 0; n < 3; n += 1) await nextTurn()
  expect(turns.begin(b)).toBeUndefined()
})

it('answers what the work answers, and counts work that throws', () => {
  expect(turns.spend(a, () => 7)).toBe(7)
  const failing = () => {
    nowMs += 500
    throw new Error('No')
  }
  expect(() => turns.spend(a, failing)).toThrow('No')
  expect(turns.begin(a)).toBeInstanceOf(Promise)
})

it('lets others wait for one piece of work, not for all that one source wants', async () => {
  const log: string[] = []
  for (let n = 0; n < 5; n += 1) void working(log, a, 10)
  void working(log, b, 1)
  await Promise.resolve()
  expect(log).toEqual(['a'])
  await nextTurn()
  expect(log).toEqual(['a', 'a'])
  await nextTurn()
  expect(log).toEqual(['a', 'a', 'b'])
  for (let n = 0; n < 3; n += 1) await nextTurn()
  expect(log).toEqual(['a', 'a', 'b', 'a', 'a', 'a'])
})

it('lets a source that used too much wait until its share has paid, and others go on', async () => {
  const log: string[] = []
  work(a, 140)
  void working(log, a, 1)
  expect(turns.begin(b)).toBeUndefined()
  vi.advanceTimersByTime(159)
  await Promise.resolve()
  expect(log).toEqual([])
  vi.advanceTimersByTime(2)
  await Promise.resolve()
  expect(log).toEqual(['a'])
})

it('forgets what a source used as time passes', () => {
  work(a, 140)
  nowMs += 160
  expect(turns.begin(a)).toBeUndefined()
})

it('never begins what a source that is gone had waited for', async () => {
  const log: string[] = []
  work(a, 110)
  void working(log, a, 1)
  turns.leave(a)
  turns.leave(b)
  void working(log, b, 1)
  for (let n = 0; n < 3; n += 1) await nextTurn()
  expect(log).toEqual(['b'])
})
