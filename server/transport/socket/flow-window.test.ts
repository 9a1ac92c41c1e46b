import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FlowWindow } from './flow-window.js'

let marks: string[]
let ask: (name: string) => void
let window: FlowWindow
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  marks = []
  ask = (name) => marks.push(name)
  window = new FlowWindow()
})
afterEach(() => void vi.useRealTimers())

const note = (name: string | null) => void (name !== null && ask(name))
const write = (bytes: number) => note(window.written(bytes))
const announce = (bytes: number) => note(window.writing(bytes))

/** Writes until the window shuts; the bytes written. */
function fill(): number {
  let bytes = 0
  for (; !window.isShut; bytes += 1_024) write(1_024)
  return bytes
}

/** A reader answers what it has got, after some time. */
function answer(afterMs: number, names = marks.splice(0)): void {
  vi.advanceTimersByTime(afterMs)
  for (const name of names) window.answered(name)
}

describe('a flow window', () => {
  it('lets 64 KiB through to a reader that answers nothing, with a mark every 32 KiB', () => {
    expect(fill()).toBe(65_536)
    expect(marks).toHaveLength(2)
  })

  it('opens with the first answer, and grows to half a megabyte for a reader that keeps up', () => {
    const filled = [fill()]
    for (let round = 0; round < 5; round += 1) {
      answer(50)
      filled.push(fill())
    }
    expect(filled).toEqual([64, 256, 512, 512, 512, 512].map((kib) => kib * 1_024))
  })

  it('is narrow again after a slow answer', () => {
    for (let round = 0; round < 5; round += 1) {
      fill()
      answer(50)
    }
    fill()
    answer(5_000)
    expect(fill()).toBe(65_536)
  })

  it('asks a reader that keeps up every 128 KiB, and does not grow to its widest for that', () => {
    let asked = 0
    for (let round = 0; round < 10_000; round += 1) {
      write(1_024)
      asked += marks.length
      answer(50)
    }
    expect(asked).toBeLessThanOrEqual(80)
    expect(window.roomBytes).toBeLessThanOrEqual(262_144)
  })

  it('asks it before and every 32 KiB of what is written at once', () => {
    fill()
    answer(50)
    write(10_000)
    announce(200_000)
    expect(marks).toHaveLength(1)
    for (let n = 0; n < 10; n += 1) write(20_000)
    expect(marks).toHaveLength(6)
  })

  it('hears from a reader of 12 KB a second every few seconds, whatever is written to it and though it was quick', () => {
    let [unread, longestMs, sinceMs] = [0, 0, 0]
    const onTheWay: { name: string; behind: number }[] = []
    fill()
    answer(50)
    ask = (name) => onTheWay.push({ name, behind: unread })
    for (let second = 0; second < 120; second += 1) {
      while (!window.isShut) {
        unread += 20_000
        write(20_000)
      }
      vi.advanceTimersByTime(1_000)
      sinceMs += 1_000
      unread -= 12_000
      for (const mark of onTheWay) mark.behind -= 12_000
      while (onTheWay[0] && onTheWay[0].behind <= 0) {
        window.answered(onTheWay.shift()?.name ?? '')
        longestMs = Math.max(longestMs, sinceMs)
        sinceMs = 0
      }
    }
    expect(longestMs).toBeGreaterThan(0)
    expect(longestMs).toBeLessThanOrEqual(12_000)
  })

  it('asks before something is written only a quick reader who has no mark open, and only before 32 KiB', () => {
    expect(window.writing(1_000_000)).toBeNull()
    fill()
    expect(window.writing(1_000_000)).toBeNull()
    answer(50)
    expect(window.writing(32_767)).toBeNull()
    expect(window.writing(32_768)).not.toBeNull()
    expect(window.writing(32_768)).toBeNull()
  })

  it('takes an answer for one to all marks before, for an endpoint may answer only the newest', () => {
    fill()
    note(window.mark())
    expect(window.answered(marks.at(-1) ?? '')).toBe(true)
    expect(window.roomBytes).toBeGreaterThanOrEqual(65_536)
    expect(window.answered(marks[0] ?? '')).toBe(false)
  })

  it('shuts for a reader that answers no mark, however little is written to it', () => {
    for (let n = 0; n < 99; n += 1) note(window.mark())
    expect(window.isShut).toBe(false)
    note(window.mark())
    expect(window.isShut).toBe(true)
    answer(50)
    expect(window.isShut).toBe(false)
  })

  it('takes an answer to no mark as none', () => {
    fill()
    expect(window.answered('')).toBe(false)
    expect(window.answered('window')).toBe(false)
    expect(window.isShut).toBe(true)
  })
})
