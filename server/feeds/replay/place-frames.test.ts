import { expect, it } from 'vitest'
import type { LeftOut } from '../../domain/recording.js'
import { createPlacing } from './place-frames.js'
import { readRecordedLine } from './recorded-line.js'

const startMs = Date.UTC(2026, 10, 20, 12)
const [second, hour, day] = [1_000, 3_600_000, 86_400_000]

interface Said {
  /** When its data were, after the start; null says nothing. */
  readonly at: number | null
  readonly receivedAt?: number
}

/** Places frames, and says where each came to stand, by its number, and what was left out. */
function placed(...frames: readonly (Said | number | null)[]) {
  const leftOut: LeftOut[] = []
  const placing = createPlacing((why) => leftOut.push(why))
  const lines = frames.map((one, number) => {
    const { at, receivedAt } = typeof one === 'number' || one === null ? { at: one, receivedAt: undefined } : one
    const data = { number, ...(at !== null && { timestamp: startMs + at }) }
    const frame = { method: 'subscription', params: { channel: 'x', data } }
    return receivedAt === undefined ? frame : { receivedTimeMs: startMs + receivedAt, frame }
  })
  const read = lines.flatMap((line) => {
    const frame = readRecordedLine(JSON.stringify(line))
    return typeof frame === 'string' ? [] : [frame]
  })
  const timed = [...read.flatMap((frame) => placing.place(frame)), ...placing.rest()]
  const places = timed.map(({ message, timeMs }) => {
    const { number } = (message as { data: { number: number } }).data
    return [number, timeMs - startMs]
  })
  return { places, leftOut }
}

it('places frames at the time of their data, and never goes back', () => {
  expect(placed(0, second, 900, 2 * second)).toEqual({
    places: [
      [0, 0],
      [1, second],
      [2, second],
      [3, 2 * second],
    ],
    leftOut: [],
  })
})

it.each([
  ['in the midst', [0, 5 * hour, second, 2 * second], [0, 2, 3]],
  ['of a year, in the midst', [0, 365 * day, second, 2 * second], [0, 2, 3]],
  ['first', [5 * hour, 0, second, 2 * second], [1, 2, 3]],
])('leaves out one frame with a date from the future: %s', (_, frames, numbers) => {
  const { places, leftOut } = placed(...frames)
  expect(places.map(([number]) => number)).toEqual(numbers)
  expect(places.at(-1)?.[1]).toBe(2 * second)
  expect(leftOut).toEqual(['misdated'])
})

it('does so for a time of receipt as well', () => {
  const received = [0, 40 * day, second].map((receivedAt) => ({ at: second, receivedAt }))
  const { places, leftOut } = placed(...received)
  expect([places.map(([number]) => number), leftOut]).toEqual([[0, 2], ['misdated']])
})

it('goes on over pauses, whichever dates follow', () => {
  const dates = [0, 3 * day, 3 * day + second, 10 * day, 400 * day]
  expect(placed(...dates)).toEqual({ places: dates.map((at, number) => [number, at]), leftOut: [] })
})

it('plays what comes out of order with what came before it, and tells', () => {
  const { places, leftOut } = placed(3 * day, 3 * day + second, 0, second)
  expect(places.map(([, at]) => at)).toEqual([3 * day, 3 * day + second, 3 * day + second, 3 * day + second])
  expect(leftOut).toEqual(['outOfOrder', 'outOfOrder'])
})

it('places frames without a date at that of the one before, and leaves out those before the first', () => {
  expect(placed(null, 0, null, second, null)).toEqual({
    places: [
      [1, 0],
      [2, 0],
      [3, second],
      [4, second],
    ],
    leftOut: ['undated'],
  })
  const { places } = placed(5 * hour, null, 0, second)
  expect(places).toEqual([
    [1, 0],
    [2, 0],
    [3, second],
  ])
})

it('takes a date that is none for none: of another unit, before the exchange opened, or no number', () => {
  expect(placed(0, second, -40 * 365 * day, 1e18, NaN, 2 * second).places.map(([, at]) => at)).toEqual([
    0,
    second,
    second,
    second,
    second,
    2 * second,
  ])
})

it('keeps no more than 1,000 frames waiting', () => {
  const { places } = placed(5 * hour, ...Array.from({ length: 1_500 }, () => null))
  expect(places).toHaveLength(1_501)
})
