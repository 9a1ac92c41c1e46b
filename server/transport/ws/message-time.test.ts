import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { turnAsker } from '../../../tests/support/turn-asker.js'
import { FairTurns } from '../../lib/fair-turns.js'
import { MessageTime } from './message-time.js'
import { maxOperationBytes } from './socket-guard.js'

const client = turnAsker('a')
let nowMs: number
let turns: FairTurns
let time: MessageTime
let isPaused: boolean
const socket = { pause: () => void (isPaused = true), resume: () => void (isPaused = false) }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  nowMs = 0
  isPaused = false
  const now = () => nowMs
  turns = new FairTurns({ now, ofConnection: { burstMs: 100, share: 0.25 }, ofSource: { burstMs: 200, share: 0.5 } })
  time = new MessageTime({ turns, socket })
})
afterEach(() => void vi.useRealTimers())

/** Reads a message that takes so long. */
const read = (bytes: number, ms: number) => time.spend(client, bytes, () => void (nowMs += ms))

function pass(ms: number): void {
  nowMs += ms
  vi.advanceTimersByTime(ms)
}

describe('the time of reading a message', () => {
  it('is charged to who sent it, also when it cannot be read', () => {
    read(10, 60)
    const failing = () => {
      nowMs += 60
      throw new Error('No')
    }
    expect(() => time.spend(client, 10, failing)).toThrow('No')
    expect(turns.debtMs(client)).toBe(20)
    expect(time.spend(client, 10, () => 7)).toBe(7)
  })
})

describe('a client whose share has paid', () => {
  it('is read on, however much it sends', () => {
    for (let n = 0; n < 1_000; n += 1) read(65_536, 0)
    expect([isPaused, time.isTooMuch]).toEqual([false, false])
  })
})

describe('a client that is in debt', () => {
  beforeEach(() => turns.spent(client, 200))

  it('is read on while it sends little', () => {
    for (let n = 0; n < 600; n += 1) read(100, 0)
    expect(isPaused).toBe(false)
  })

  it('is read no further once it has sent much, until the share has paid', () => {
    read(60_000, 0)
    read(6_000, 0)
    expect(isPaused).toBe(true)
    pass(399)
    expect(isPaused).toBe(true)
    pass(1)
    expect(isPaused).toBe(false)
    read(60_000, 0)
    expect(isPaused).toBe(false)
  })

  it('is read for a moment each second while the debt is long', () => {
    turns.spent(client, 1_000)
    read(66_000, 0)
    pass(999)
    expect(isPaused).toBe(true)
    pass(1)
    expect(isPaused).toBe(false)
    read(10, 0)
    expect(isPaused).toBe(true)
  })

  it('sends too much with more than its operations may have, and begins anew once the share has paid', () => {
    read(maxOperationBytes, 0)
    expect(time.isTooMuch).toBe(false)
    read(1, 0)
    expect(time.isTooMuch).toBe(true)
    pass(400)
    read(1, 0)
    expect(time.isTooMuch).toBe(false)
  })

  it('sends as much as it likes when an operation of it begins now and then', async () => {
    for (let sent = 0; sent < 2 * maxOperationBytes; sent += 1_000) {
      read(1_000, 0)
      pass(turns.debtMs(client))
      await turns.begin(client)
      turns.spent(client, 20)
      expect([turns.debtMs(client) > 0, isPaused, time.isTooMuch]).toEqual([true, false, false])
    }
  })
})
