import { describe, expect, it } from 'vitest'
import { startPace } from './pace.js'

/** Of these times, those at which it is due and then done. */
function doneAt(intervalMs: number, times: readonly number[]): number[] {
  const pace = startPace(intervalMs)
  return times.filter((nowMs) => {
    const due = pace.due(nowMs)
    if (due) pace.done(nowMs)
    return due
  })
}

describe('startPace', () => {
  it('is due at once, and then once an interval', () => {
    expect(doneAt(100, [7, 50, 106, 107, 150, 207])).toEqual([7, 107, 207])
  })

  it('keeps its beat when it is asked a little late', () => {
    expect(doneAt(100, [0, 130, 199, 200, 290, 310])).toEqual([0, 130, 200, 310])
  })

  it('is due at once when the clock was set back, and goes on from there', () => {
    expect(doneAt(100, [1_000, 1_050, 400, 450, 500])).toEqual([1_000, 400, 500])
  })

  it('does not catch up on what it missed', () => {
    expect(doneAt(100, [0, 555, 600, 654, 655])).toEqual([0, 555, 655])
    expect(doneAt(100, [0, 200, 299, 300])).toEqual([0, 200, 300])
  })

  it('is not due again at the same time', () => {
    expect(doneAt(100, [1_000, 1_000, 999])).toEqual([1_000, 999])
  })
})
