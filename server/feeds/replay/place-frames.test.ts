import { describe, expect, it } from 'vitest'
import type { LeftOut } from '../../domain/recording.js'
import { createPlacing } from './place-frames.js'
import { readRecordedLine } from './recorded-line.js'

const startMs = Date.UTC(2026, 10, 20, 12)
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

interface Said {
  /** When its data were, after the start; null says nothing. */
  readonly at: number | null
  /** When it was received, likewise. */
  readonly receivedAt?: number
}

/** Places frames, and says where each came to stand, by its number, and what was left out. */
function placed(...frames: readonly (Said | number | null)[]) {
  const leftOut: LeftOut[] = []
  const placing = createPlacing((why) => leftOut.push(why))
  const lines = frames.map((one, number) => {
    const { at, receivedAt } = typeof one === 'number' || one === null ? { at: one, receivedAt: undefined } : one
    const data = { number, ...(at !== null && { timestamp: startMs + at }) }
    const frame = { method: 'subscription', params: { channel: 'ticker.x', data } }
    return JSON.stringify(receivedAt === undefined ? frame : { receivedTimeMs: startMs + receivedAt, frame })
  })
  const placedLine = (line: string) => {
    const frame = readRecordedLine(line)
    return typeof frame === 'string' ? [] : placing.place(frame, { bytes: line.length, line: 1 })
  }
  const timed = [...lines.flatMap(placedLine), ...placing.rest()]
  const numberOf = ({ message }: (typeof timed)[0]) => (message as { data: { number: number } }).data.number
  return {
    /** Number and time of each. */
    places: timed.map((one) => [numberOf(one), one.timeMs - startMs]),
    times: timed.map(({ timeMs }) => timeMs - startMs),
    /** Numbers of those with which another history begins. */
    startsOver: timed.filter(({ startsOver }) => startsOver).map(numberOf),
    leftOut,
  }
}

/** A frame each second. */
const seconds = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => (from + at) * second)
const received = (times: readonly number[], offMs = 0) => times.map((at) => ({ at, receivedAt: at + offMs }))

describe('frames with the times of their data alone', () => {
  it('are placed there, and never go back', () => {
    expect(placed(0, second, 900, 2 * second)).toEqual({
      places: [
        [0, 0],
        [1, second],
        [2, second],
        [3, 2 * second],
      ],
      times: [0, second, second, 2 * second],
      startsOver: [],
      leftOut: [],
    })
  })

  it.each([10 * second, minute, 23 * hour, 365 * day])('keep the pace around one from %i ms ahead', (aheadMs) => {
    const { times, leftOut } = placed(...seconds(0, 10), 10 * second + aheadMs, ...seconds(11, 60))
    expect(times).toEqual([...seconds(0, 10), 10 * second, ...seconds(11, 60)])
    expect(leftOut).toEqual([])
  })

  it('keep it around several from the future', () => {
    const ahead = Array.from({ length: 12 }, (_, at) => 5 * hour + at)
    const { times } = placed(...seconds(0, 10), ...ahead, ...seconds(11, 60))
    expect(times).toEqual([...seconds(0, 10), ...ahead.map(() => 10 * second), ...seconds(11, 60)])
  })

  it('leave out and tell a first one from the future', () => {
    const { places, leftOut } = placed(10 * second, 0, second, 2 * second)
    expect([places.map(([number]) => number), leftOut]).toEqual([[1, 2, 3], ['misdated']])
  })

  it('go on over pauses, whichever dates follow', () => {
    const dates = [0, 3 * day, 3 * day + second, 10 * day, 400 * day]
    expect(placed(...dates)).toMatchObject({ times: dates, leftOut: [], startsOver: [] })
  })

  it('play single ones out of order with what came before, and tell', () => {
    const { times, leftOut } = placed(
      ...[0, 1, -3 * 86_400, 2, 1 - 3 * 86_400, 3, 4].map((at) => 3 * day + at * second),
    )
    expect(times).toEqual([0, 1, 1, 2, 2, 3, 4].map((at) => 3 * day + at * second))
    expect(leftOut).toEqual(['outOfOrder', 'outOfOrder'])
  })

  it('are one history, though old ones of all ages come in between', () => {
    const old = Array.from({ length: 60 }, (_, at) => hour - ((at * 37) % 55) * minute - 2 * minute)
    const { times, startsOver, leftOut } = placed(...seconds(3_590, 3_600), ...old, ...seconds(3_601, 3_630))
    expect(times).toEqual([...seconds(3_590, 3_600), ...old.map(() => hour), ...seconds(3_601, 3_630)])
    expect([startsOver, leftOut.length]).toEqual([[], 60])
  })

  it.each([10 * minute, 2 * day])('start over where they go back by %i ms for good', (backMs) => {
    const before = seconds(0, 40).map((at) => at + backMs)
    const { times, startsOver, leftOut } = placed(...before, ...seconds(0, 40))
    expect([times, startsOver, leftOut]).toEqual([[...before, ...seconds(0, 40)], [41], []])
  })

  it('follow one of two recordings that are mixed', () => {
    const mixed = seconds(0, 300)
      .flatMap((at) => [at, at + hour])
      .slice(0, -1)
    const { times, startsOver } = placed(...mixed)
    expect([new Set(times), startsOver]).toEqual([new Set(seconds(0, 300)), []])
  })

  it('wait for no more than 1,000 frames, and no more than 16 MiB', () => {
    const undated = Array.from({ length: 1_500 }, () => null)
    expect(placed(5 * hour, ...undated).places).toHaveLength(1_501)
    const placing = createPlacing(() => {})
    const large = { bytes: 9e6, line: 1 }
    const frame = readRecordedLine(
      '{"method":"subscription","params":{"channel":"ticker.x","data":{"timestamp":1795872000000}}}',
    )
    if (typeof frame === 'string') throw new Error('no frame')
    expect([placing.place(frame, large).length, placing.place(frame, large).length]).toEqual([0, 2])
  })
})

describe('frames with times of receipt', () => {
  it('are placed by these, where the exchange agrees', () => {
    const { times } = placed({ at: 0, receivedAt: 80 }, { at: 90, receivedAt: 230 }, { at: null, receivedAt: 400 })
    expect(times).toEqual([80, 230, 400])
  })

  it('are not moved by one whose data are older than its receipt', () => {
    const frames = received(seconds(0, 20), 400)
    const late = { at: 8 * second, receivedAt: 20 * second + 600 }
    const times = [...seconds(0, 20).map((at) => at + 400), 20 * second + 600, ...seconds(21, 40).map((at) => at + 400)]
    expect(placed(...frames, late, ...received(seconds(21, 40), 400)).times).toEqual(times)
  })

  it.each([
    ['in the midst', 11],
    ['first', 0],
    ['last', 30],
  ])('keep the pace around one wrong time: %s', (_, at) => {
    const wrong = seconds(0, 30).map((time, number) => ({ at: time, receivedAt: number === at ? hour : time }))
    expect(placed(...wrong)).toMatchObject({ times: seconds(0, 30), leftOut: [] })
  })

  it.each([-10 * minute, -minute, hour])('keep the pace when the clock of the recorder is set by %i ms', (setMs) => {
    const times = [...received(seconds(0, 20)), ...received(seconds(21, 60), setMs)]
    expect(placed(...times)).toMatchObject({ times: seconds(0, 60), leftOut: [], startsOver: [] })
    const between = { at: null, receivedAt: 40 * second + setMs }
    expect(placed(...times.slice(0, 41), between).times.at(-1)).toBe(40 * second)
  })

  it('are at the time of the exchange when the clock of the recorder was wrong throughout', () => {
    const times = received(seconds(0, 40), -5 * hour)
    expect(placed(...times)).toMatchObject({ times: seconds(0, 40), leftOut: [] })
  })

  it('tell a wrong date of the data, the last one too', () => {
    const lines = received(seconds(0, 5)).map((one, number) => (number === 5 ? { ...one, at: 23 * hour } : one))
    expect(placed(...lines).times).toEqual(seconds(0, 5))
  })

  it('mix with frames without', () => {
    const mixed = seconds(0, 60).map((at, number) => (number % 3 === 0 ? { at, receivedAt: at + 60 } : at))
    const { times, leftOut } = placed(...mixed)
    expect(times).toEqual(mixed.map((one) => (typeof one === 'number' ? one : one.receivedAt)))
    expect(leftOut).toEqual([])
  })

  it('start over where two files are joined in the wrong order', () => {
    const files = received([...seconds(86_400, 86_440), ...seconds(0, 40)])
    expect(placed(...files)).toMatchObject({
      times: [...seconds(86_400, 86_440), ...seconds(0, 40)],
      startsOver: [41],
      leftOut: [],
    })
  })
})

it('places frames without a date at that of the one before, and leaves out those before the first', () => {
  expect(placed(null, 0, null, second, null)).toMatchObject({
    places: [
      [1, 0],
      [2, 0],
      [3, second],
      [4, second],
    ],
    leftOut: ['undated'],
  })
})

it('ignores dates that make no sense: before the exchange opened, of the far future, not a number', () => {
  const { times } = placed(0, second, -40 * 365 * day, 1e17, NaN, 2 * second)
  expect(times).toEqual([0, second, second, second, second, 2 * second])
})
