import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expiryLabel } from '../../domain/instrument.js'
import { exchangeDay, exchangeDayStart, listedExpiries, listedSince, morningLookMs } from './expiry-calendar.js'

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

  it('are listed from the 08:00 on at which they came into the calendar, without a break', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2034, 0) }), (nowMs) => {
        for (const expiryMs of listedExpiries(nowMs)) {
          const sinceMs = listedSince(expiryMs)
          expect(sinceMs).toBeLessThanOrEqual(nowMs)
          expect(listedExpiries(sinceMs)).toContain(expiryMs)
          expect(listedExpiries(sinceMs - 1)).not.toContain(expiryMs)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe("the exchange's day", () => {
  it('begins at 08:00 UTC, not a millisecond earlier', () => {
    const day = exchangeDay(Date.parse('2026-09-24T08:00:00Z'))
    expect(new Date(exchangeDayStart(day)).toISOString()).toBe('2026-09-24T08:00:00.000Z')
    expect(exchangeDay(Date.parse('2026-09-24T07:59:59.999Z'))).toBe(day - 1)
    expect(exchangeDay(Date.parse('2026-09-25T07:59:59.999Z'))).toBe(day)
  })

  it('is prepared by a look at the market in the 18 minutes before it', () => {
    for (let day = 20_000; day < 20_400; day++) {
      const earlierMs = exchangeDayStart(day) - morningLookMs(day)
      expect(earlierMs).toBeGreaterThanOrEqual(0)
      expect(earlierMs).toBeLessThan(18 * 60_000)
    }
  })
})
