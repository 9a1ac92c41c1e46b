import { describe, expect, it } from 'vitest'
import { clock, clockMs, clockWithDate, durationOf, timeLeft } from './format-time.js'

const noon = Date.parse('2026-11-21T12:03:04.512Z')

describe('times', () => {
  it('are UTC', () => {
    expect([clock(noon), clockMs(noon)]).toEqual(['12:03:04', '12:03:04.512'])
  })

  it('carry their date when it is not today', () => {
    expect(clockWithDate(noon, noon)).toBe('12:03:04')
    expect(clockWithDate(Date.parse('2021-03-05T10:00:00Z'), noon)).toBe('5 Mar 2021 10:00:00')
  })

  it('say how long an option lives', () => {
    expect([null, -1, 0.02, 0.5, 1.25, 2.99, 34.4].map(timeLeft)).toEqual([
      '–',
      '0m',
      '28m',
      '12h 0m',
      '1d 6h',
      '2d 23h',
      '34d',
    ])
  })

  it('say how long something took', () => {
    expect([400, 42_000, 754_000, 5_400_000].map(durationOf)).toEqual(['0s', '42s', '12m 34s', '1h 30m'])
  })
})
