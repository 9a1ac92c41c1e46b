import { describe, expect, it } from 'vitest'
import { clock, clockMs, clockWithDate, durationOf, timeLeft, timeSpan } from './format-time.js'

const noon = Date.parse('2026-11-21T12:03:04.512Z')

describe('times', () => {
  it('are UTC', () => {
    expect([clock(noon), clockMs(noon)]).toEqual(['12:03:04', '12:03:04.512'])
  })

  it('carry their date when it is not today', () => {
    expect(clockWithDate(noon, noon)).toBe('12:03:04')
    expect(clockWithDate(Date.parse('2021-03-05T10:00:00Z'), noon)).toBe('5 Mar 2021 10:00:00')
  })

  it('say from when to when, each day once', () => {
    const span = (from: string, to: string) => timeSpan(Date.parse(from), Date.parse(to), noon)
    expect(span('2026-11-21T02:04:59Z', '2026-11-21T02:09:01Z')).toBe('02:04–02:09')
    expect(span('2026-11-21T02:04:01Z', '2026-11-21T02:04:59Z')).toBe('02:04')
    expect(span('2026-11-20T02:04:00Z', '2026-11-20T02:09:00Z')).toBe('20 Nov 2026 02:04–02:09')
    expect(span('2026-11-20T23:59:00Z', '2026-11-21T00:01:00Z')).toBe('20 Nov 2026 23:59–00:01')
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
