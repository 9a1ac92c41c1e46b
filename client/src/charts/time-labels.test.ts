import { TickMarkType } from 'lightweight-charts'
import { expect, it } from 'vitest'
import { tickMark } from './time-labels.js'

const seconds = Date.UTC(2027, 0, 2, 3, 4, 5) / 1000

it.each([
  [TickMarkType.TimeWithSeconds, '03:04:05'],
  [TickMarkType.Time, '03:04'],
  [TickMarkType.DayOfMonth, '2 Jan'],
  [TickMarkType.Month, '2 Jan'],
  [TickMarkType.Year, '2027'],
])('labels a time of kind %i as %s', (kind, label) => {
  expect(tickMark(seconds, kind)).toBe(label)
})
