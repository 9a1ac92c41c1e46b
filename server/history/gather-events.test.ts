import { beforeEach, describe, expect, it } from 'vitest'
import { indexTick } from '../../tests/support/builders.js'
import { clockPatienceMs, EventGatherer, type HeardPiece } from './gather-events.js'

/** A whole number of segments. */
const begin = 1_800_000_000_000
let nowMs = begin
let frames = 0
let hasRoom = true
let gatherer: EventGatherer

beforeEach(() => {
  nowMs = begin
  frames = 0
  hasRoom = true
  gatherer = new EventGatherer({
    now: () => nowMs,
    keyFrame: () => ({ frame: (frames += 1) }) as never,
    segmentMs: 60_000,
    maxBytes: 4_000,
    hasRoom: () => hasRoom,
  })
})

const hear = (atMs = nowMs) => {
  nowMs = atMs
  gatherer.hear(indexTick(1, nowMs))
}
const cutAt = (ms: number) => {
  nowMs = ms
  return gatherer.cut()
}
const place = (piece: HeardPiece | null) => piece && [piece.segmentMs, piece.fromMs, piece.toMs].map((ms) => ms - begin)
const heard = (piece: HeardPiece | null) => piece?.events.map(({ heardMs }) => heardMs - begin)

describe('gathering what is heard', () => {
  it('cuts pieces that follow each other, and takes one key frame for each segment', () => {
    hear(begin + 10)
    hear(begin + 20)
    const first = cutAt(begin + 500)
    expect(first).toMatchObject({ keyFrame: { frame: 1 }, dropped: 0, events: [{ event: { type: 'index' } }, {}] })
    expect(place(first)).toEqual([10, 10, 500])
    expect(heard(first)).toEqual([10, 20])
    hear(begin + 700)
    const second = cutAt(begin + 1_000)
    expect(second).toMatchObject({ keyFrame: null })
    expect(place(second)).toEqual([10, 500, 1_000])
    expect(frames).toBe(1)
  })

  it('leaves no hole while the feed is silent', () => {
    hear()
    cutAt(begin + 500)
    expect(cutAt(begin + 1_000)).toBeNull()
    expect(cutAt(begin + 9_000)).toBeNull()
    hear(begin + 9_100)
    expect(place(cutAt(begin + 9_500))).toEqual([0, 500, 9_500])
  })

  it('says in the last piece of all that nothing was heard until then, if need be in a segment of its own', () => {
    expect(gatherer.cut({ isLast: true })).toBeNull()
    hear()
    cutAt(begin + 500)
    nowMs = begin + 9_000
    const last = gatherer.cut({ isLast: true })
    expect([place(last), heard(last), last?.keyFrame]).toEqual([[0, 500, 9_000], [], null])
    hear(begin + 59_900)
    cutAt(begin + 60_100)
    nowMs = begin + 61_000
    const alone = gatherer.cut({ isLast: true })
    expect([place(alone), heard(alone), alone?.keyFrame]).toEqual([[60_100, 60_100, 61_000], [], { frame: 2 }])
  })

  it('begins another segment after a multiple of its length, where the one before ended', () => {
    hear(begin + 59_800)
    expect(place(cutAt(begin + 60_200))).toEqual([59_800, 59_800, 60_200])
    expect(gatherer.segmentMs).toBeNull()
    hear(begin + 60_300)
    const next = cutAt(begin + 60_700)
    expect(place(next)).toEqual([60_200, 60_200, 60_700])
    expect(next).toMatchObject({ keyFrame: { frame: 2 } })
  })

  it('drops and counts what is too much, and goes on with a segment that says how many events lack', () => {
    for (let event = 0; event < 14; event += 1) hear(begin + event)
    expect(gatherer.dropped).toBe(4)
    const before = cutAt(begin + 500)
    expect(heard(before)).toHaveLength(10)
    expect(before).toMatchObject({ dropped: 0 })
    expect(place(before)).toEqual([0, 0, 10])
    hear(begin + 600)
    const after = cutAt(begin + 1_000)
    expect(place(after)).toEqual([600, 600, 1_000])
    expect(after).toMatchObject({ keyFrame: { frame: 2 }, dropped: 4 })
    hear(begin + 1_100)
    expect(cutAt(begin + 1_500)).toMatchObject({ keyFrame: null, dropped: 0 })
  })

  it('drops everything while there is no room for it', () => {
    hear()
    hasRoom = false
    hear(begin + 100)
    expect(heard(cutAt(begin + 500))).toEqual([0])
    hear(begin + 600)
    expect(cutAt(begin + 1_000)).toBeNull()
    hasRoom = true
    hear(begin + 1_100)
    expect(cutAt(begin + 1_500)).toBeNull()
    hear(begin + 1_600)
    expect(cutAt(begin + 2_000)).toMatchObject({ dropped: 3, events: [{ heardMs: begin + 1_600 }] })
  })

  it('counts a piece that could not be kept, and what was heard since, in the hole', () => {
    hear()
    const lost = cutAt(begin + 500)
    hear(begin + 600)
    gatherer.lose({ events: lost?.events.length ?? 0, dropped: 5 })
    expect(gatherer.dropped).toBe(2)
    hear(begin + 700)
    const next = cutAt(begin + 1_000)
    expect(place(next)).toEqual([700, 700, 1_000])
    expect(next).toMatchObject({ keyFrame: { frame: 2 }, dropped: 7 })
  })

  it('places an event when it was received, never after now and never before what was cut', () => {
    hear(begin + 100)
    gatherer.hear(indexTick(1, begin + 50))
    gatherer.hear(indexTick(1, begin + 9_999))
    nowMs = begin + 200
    gatherer.hear(indexTick(1, begin + 150))
    gatherer.hear({ type: 'feed-state', state: 'LIVE', detail: null })
    expect(heard(cutAt(begin + 200))).toEqual([100, 100, 100, 150, 200])
    gatherer.hear(indexTick(1, begin + 190))
    expect(heard(cutAt(begin + 300))).toEqual([201])
  })

  it('waits for a clock that was set back a little', () => {
    hear(begin + 1_000)
    hear(begin + 1_000 - clockPatienceMs)
    expect(gatherer.isClockBehind()).toBe(false)
    const piece = cutAt(begin)
    expect(heard(piece)).toEqual([1_000, 1_000])
    expect(place(piece)).toEqual([1_000, 1_000, 1_001])
  })

  it('records nothing while the clock is far behind what is recorded, and goes on when it has caught up', () => {
    gatherer.startAfter(begin + 3_600_000)
    hear()
    expect(gatherer.isClockBehind()).toBe(true)
    expect(cutAt(begin + 500)).toBeNull()
    nowMs = begin + 3_600_000
    expect(gatherer.isClockBehind()).toBe(false)
    cutAt(nowMs)
    hear(begin + 3_600_100)
    const piece = cutAt(begin + 3_600_500)
    expect(piece).toMatchObject({ dropped: 1 })
    expect(place(piece)).toEqual([3_600_100, 3_600_100, 3_600_500])
  })

  it('forgets what it heard before the end of what is recorded already', () => {
    hear()
    gatherer.startAfter(begin + 50)
    expect(gatherer.dropped).toBe(1)
    hear(begin + 60)
    expect(place(cutAt(begin + 500))).toEqual([60, 60, 500])
  })
})
