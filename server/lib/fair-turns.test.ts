import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { turnAsker } from '../../tests/support/turn-asker.js'
import { NobodyWaits } from './asker.js'
import { FairTurns, type TurnAsker } from './fair-turns.js'

let nowMs: number
let turns: FairTurns
/** The sources of the pieces of work that have begun. */
let log: string[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate'] })
  nowMs = 0
  log = []
  const now = () => nowMs
  turns = new FairTurns({ now, ofConnection: { burstMs: 100, share: 0.25 }, ofSource: { burstMs: 200, share: 0.5 } })
})
afterEach(() => void vi.useRealTimers())

const work = (asker: TurnAsker, ms: number) => turns.spend(asker, () => void (nowMs += ms))

/** Begins, works as soon as it may, and notes it. */
async function working(asker: TurnAsker, ms: number): Promise<void> {
  await turns.begin(asker)
  log.push(asker.source)
  work(asker, ms)
}

/** One turn of the event loop, with what waits for promises. */
async function nextTurn(): Promise<void> {
  vi.advanceTimersToNextTimer()
  await settled()
}

async function settled(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await Promise.resolve()
}

async function pass(ms: number): Promise<void> {
  nowMs += ms
  vi.advanceTimersByTime(ms)
  await settled()
}

it('lets work begin at once, one piece in each turn of the event loop', async () => {
  const [a, b] = [turnAsker('a'), turnAsker('b')]
  expect(turns.begin(a)).toBeUndefined()
  expect(turns.begin(a)).toBeInstanceOf(Promise)
  expect(turns.begin(b)).toBeInstanceOf(Promise)
  for (let n = 0; n < 3; n += 1) await nextTurn()
  expect(turns.begin(b)).toBeUndefined()
})

it('answers what the work answers, and counts work that throws', () => {
  const a = turnAsker('a')
  expect(turns.spend(a, () => 7)).toBe(7)
  const failing = () => {
    nowMs += 500
    throw new Error('No')
  }
  expect(() => turns.spend(a, failing)).toThrow('No')
  expect(turns.begin(a)).toBeInstanceOf(Promise)
})

it('counts what follows when something is there that the asker waited for, and not what comes later', async () => {
  const a = turnAsker('a')
  const arrived = Promise.resolve()
  const steps = arrived
    .then(() => (nowMs += 40))
    .then(() => (nowMs += 40))
    .then(() => (nowMs += 40))
  turns.spendWhatFollows(a)
  await steps
  const later = new Promise((resolve) => process.nextTick(resolve))
  await later
  expect(turns.hasPaid(a)).toBe(false)
  const b = turnAsker('b')
  turns.spendWhatFollows(b)
  await new Promise((resolve) => process.nextTick(() => process.nextTick(resolve)))
  nowMs += 400
  expect(turns.hasPaid(b)).toBe(true)
})

describe('others', () => {
  it('wait for one piece of work, not for all that one connection wants', async () => {
    const [a, b] = [turnAsker('a'), turnAsker('b')]
    for (let n = 0; n < 5; n += 1) void working(a, 10)
    await settled()
    expect(log).toEqual(['a'])
    void working(b, 1)
    await nextTurn()
    expect(log).toEqual(['a', 'b'])
    for (let n = 0; n < 5; n += 1) await nextTurn()
    expect(log).toEqual(['a', 'b', 'a', 'a', 'a', 'a'])
  })

  it('wait for one piece of work, not for one of each connection of a source', async () => {
    for (let n = 0; n < 60; n += 1) void working(turnAsker('crowd'), 1)
    void working(turnAsker('one'), 1)
    await nextTurn()
    await nextTurn()
    expect(log.slice(0, 3)).toContain('one')
    void working(turnAsker('another'), 1)
    await nextTurn()
    expect(log.at(-1)).toBe('another')
  })

  it('who wait have their turns, however many come that were never there', async () => {
    const one = turnAsker('one')
    for (const asker of [turnAsker('stranger'), one, one]) void working(asker, 1)
    for (let n = 0; n < 10; n += 1) {
      for (const more of [0, 1]) void working(turnAsker(`stranger ${n}.${more}`), 1)
      await nextTurn()
    }
    expect(log.filter((source) => source === 'one')).toHaveLength(2)
  })

  it('of the same source have their turns too, by connection', async () => {
    const greedy = turnAsker('a')
    const neighbor = turnAsker('a')
    for (let n = 0; n < 5; n += 1) void working(greedy, 1)
    await settled()
    let isDone = false
    void Promise.resolve(turns.begin(neighbor)).then(() => (isDone = true))
    await nextTurn()
    expect(isDone).toBe(true)
  })
})

describe('a connection that used too much', () => {
  it('waits until its share has paid, and others go on', async () => {
    const [a, b] = [turnAsker('a'), turnAsker('b')]
    work(a, 140)
    void working(a, 1)
    expect(turns.begin(b)).toBeInstanceOf(Promise)
    await nextTurn()
    await nextTurn()
    expect(turns.begin(b)).toBeUndefined()
    await pass(150)
    expect(log).toEqual([])
    await pass(20)
    await nextTurn()
    expect(log).toEqual(['a'])
  })

  it('has paid as time passes', () => {
    const a = turnAsker('a')
    work(a, 140)
    expect([turns.hasPaid(a), turns.debtMs(a)]).toEqual([false, 160])
    nowMs += 160
    expect([turns.hasPaid(a), turns.debtMs(a)]).toEqual([true, 0])
    expect(turns.begin(a)).toBeUndefined()
  })

  it('goes on as another user with what it has used', () => {
    const connection = {}
    work(turnAsker('a', { connection }), 140)
    expect(turns.hasPaid(turnAsker('user b', { connection }))).toBe(false)
  })
})

describe('the connections of a source', () => {
  it('share what the source may use, and others have their own', () => {
    for (let n = 0; n < 3; n += 1) turns.spent(turnAsker('a'), 80)
    expect(turns.hasPaid(turnAsker('a'))).toBe(false)
    expect([turns.debtMs(turnAsker('a')), turns.debtMs(turnAsker('b'))]).toEqual([80, 0])
    expect(turns.hasPaid(turnAsker('b'))).toBe(true)
    nowMs += 80
    expect(turns.hasPaid(turnAsker('a'))).toBe(true)
  })

  it('wait together until it has paid', async () => {
    for (let n = 0; n < 3; n += 1) turns.spent(turnAsker('a'), 80)
    for (let n = 0; n < 3; n += 1) void working(turnAsker('a'), 0)
    for (let n = 0; n < 2; n += 1) await nextTurn()
    expect(log).toEqual([])
    await pass(80)
    for (let n = 0; n < 4; n += 1) await nextTurn()
    expect(log).toEqual(['a', 'a', 'a'])
  })

  it('share nothing when the source is this machine', () => {
    const local = { isLocal: true }
    for (let n = 0; n < 30; n += 1) work(turnAsker('127.0.0.1', local), 80)
    expect(turns.hasPaid(turnAsker('127.0.0.1', local))).toBe(true)
    const one = turnAsker('127.0.0.1', local)
    work(one, 140)
    expect(turns.hasPaid(one)).toBe(false)
  })
})

describe('what somebody has left behind', () => {
  it('never begins, wherever it waits', async () => {
    const leaving = new AbortController()
    const left = { signal: leaving.signal }
    const indebted = turnAsker('a', left)
    work(indebted, 110)
    const waiting = [indebted, turnAsker('b', left), turnAsker('b', left)].map((asker) => working(asker, 1))
    await nextTurn()
    leaving.abort()
    const ends = await Promise.allSettled(waiting)
    void working(turnAsker('c'), 1)
    for (let n = 0; n < 3; n += 1) await nextTurn()
    await pass(1_000)
    await nextTurn()
    expect(log.filter((name) => name === 'a')).toEqual([])
    expect(log.at(-1)).toBe('c')
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(4 - log.length)
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(NobodyWaits)
  })

  it('does not begin at once either', async () => {
    await expect(turns.begin(turnAsker('a', { signal: AbortSignal.abort() }))).rejects.toBeInstanceOf(NobodyWaits)
    expect(turns.begin(turnAsker('b'))).toBeUndefined()
  })

  it('keeps nobody from having the next turn', async () => {
    const leaving = new AbortController()
    void working(turnAsker('a'), 1)
    const left = [1, 2, 3].map(() => working(turnAsker('a', { signal: leaving.signal }), 1))
    void Promise.allSettled(left)
    void working(turnAsker('a'), 1)
    leaving.abort()
    for (let n = 0; n < 2; n += 1) await nextTurn()
    expect(log).toEqual(['a', 'a'])
  })
})
