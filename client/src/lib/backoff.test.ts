import { describe, expect, it } from 'vitest'
import { retryDelayMs } from './backoff.js'

const least = (attempt: number, closeCode: number | null = 1006) => retryDelayMs({ attempt, closeCode }, () => 0)
const most = (attempt: number, closeCode: number | null = 1006) => retryDelayMs({ attempt, closeCode }, () => 1)

describe('the wait before a retry', () => {
  it('is short at first', () => {
    expect([least(1), most(1)]).toEqual([300, 1_000])
  })

  it('doubles, jittered by half', () => {
    expect([2, 3, 4, 5].map((attempt) => most(attempt))).toEqual([2_000, 4_000, 8_000, 16_000])
    expect([2, 3, 4, 5].map((attempt) => least(attempt))).toEqual([1_000, 2_000, 4_000, 8_000])
  })

  it('never passes 5 s in the first three minutes, in which a server that restarts is back', () => {
    const inFirstMinutes = (attempt: number) => retryDelayMs({ attempt, lostForMs: 179_999 }, () => 1)
    expect([3, 4, 5, 100].map(inFirstMinutes)).toEqual([4_000, 5_000, 5_000, 5_000])
    expect(retryDelayMs({ attempt: 100, lostForMs: 180_000 }, () => 1)).toBe(30_000)
  })

  it('never passes 30 s, however long the server is away', () => {
    expect(most(6)).toBe(30_000)
    expect(most(100_000)).toBe(30_000)
  })

  it('is slow for a server that does not understand this client, but ends', () => {
    expect(least(1, 4400)).toBe(22_500)
    expect(most(1, 1002)).toBe(30_000)
  })

  it('is short for an overloaded or restarting server', () => {
    for (const code of [1001, 1012, 1013, 4403, 4408, 4500]) expect(most(1, code)).toBe(1_000)
  })
})
