import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expiryLabel } from '../../domain/instrument.js'
import { listedExpiries } from './expiry-calendar.js'

const labelsAt = (time: string) => listedExpiries(Date.parse(time)).map(expiryLabel)

describe('the listed expiries', () => {
  it('are days, Fridays, and last Fridays of months and quarters', () => {
    expect(labelsAt('2026-09-23T12:00:00Z')).toEqual([
      ...['24SEP26', '25SEP26', '26SEP26', '27SEP26', '2OCT26', '9OCT26', '16OCT26'],
      ...['30OCT26', '27NOV26', '25DEC26', '26MAR27', '25JUN27'],
    ])
  })

  it('roll at 08:00 UTC, not a millisecond earlier', () => {
    expect(labelsAt('2026-09-24T07:59:59.999Z')[0]).toBe('24SEP26')
    const rolled = labelsAt('2026-09-24T08:00:00.000Z')
    expect(rolled[0]).toBe('25SEP26')
    expect(rolled).toContain('28SEP26')
  })

  it('cross the end of a year', () => {
    expect(labelsAt('2026-12-31T09:00:00Z')).toEqual([
      ...['1JAN27', '2JAN27', '3JAN27', '4JAN27', '8JAN27', '15JAN27', '22JAN27', '29JAN27', '26FEB27'],
      ...['26MAR27', '25JUN27', '24SEP27', '31DEC27'],
    ])
  })

  it('are ten to fourteen distinct future 08:00s, ascending, at any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2034, 0) }), (nowMs) => {
        const expiries = listedExpiries(nowMs)
        expect(expiries.length).toBeGreaterThanOrEqual(10)
        expect(expiries.length).toBeLessThanOrEqual(14)
        expect(expiries).toEqual([...new Set(expiries)].sort((a, b) => a - b))
        expect(expiries.every((expiryMs) => expiryMs > nowMs && expiryMs % 86_400_000 === 8 * 3_600_000)).toBe(true)
      }),
    )
  })
})
