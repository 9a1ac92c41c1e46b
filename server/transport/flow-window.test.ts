import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FlowWindow } from './flow-window.js'

let marks = 0
let window: FlowWindow
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  marks = 0
  window = new FlowWindow(() => (marks += 1))
})
afterEach(() => void vi.useRealTimers())

/** Bytes that may be written before the window shuts. */
function room(): number {
  let bytes = 0
  for (; !window.isShut && bytes < 10_000_000; bytes += 1_024) window.written(1_024)
  return bytes
}

describe('a flow window', () => {
  it('lets half a megabyte through to a reader that answers nothing, and marks it once', () => {
    expect(room()).toBe(524_288)
    expect(marks).toBe(1)
  })

  it('opens with the answer, and never shuts for a reader that answers in time', () => {
    room()
    window.answered()
    expect(window.isShut).toBe(false)
    for (let round = 0; round < 1_000; round += 1) {
      window.written(16_384)
      if (marks > 0) window.answered()
      expect(window.isShut).toBe(false)
    }
  })

  it('is narrow after a slow answer, and wide again after a quick one', () => {
    room()
    vi.advanceTimersByTime(5_000)
    window.answered()
    expect(room()).toBeLessThanOrEqual(65_536)
    window.answered()
    expect(room()).toBeGreaterThan(262_144)
  })

  it('takes an answer nobody asked for as none', () => {
    window.answered()
    expect(room()).toBe(524_288)
  })
})
