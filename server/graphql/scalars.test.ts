import { describe, expect, it } from 'vitest'
import { dateTimeScalar } from './scalars.js'

const christmas = Date.UTC(2026, 11, 25, 8)

describe('DateTime', () => {
  it('is written in UTC with milliseconds', () => {
    expect(dateTimeScalar.serialize(christmas)).toBe('2026-12-25T08:00:00.000Z')
  })

  it.each([
    '2026-12-25T08:00:00.000Z',
    '2026-12-25T08:00:00Z',
    '2026-12-25T08:00Z',
    '2026-12-25T09:00:00+01:00',
    '2026-12-25T00:30-07:30',
  ])('reads %s', (text) => {
    expect(dateTimeScalar.parseValue(text)).toBe(christmas)
  })

  it('reads a day as its midnight', () => {
    expect(dateTimeScalar.parseValue('2026-12-25')).toBe(Date.UTC(2026, 11, 25))
  })

  it.each([
    '',
    'tomorrow',
    '25DEC26',
    '2026-02-29',
    '2026-04-31T00:00:00+02:00',
    '2026-12-25T08:00',
    '2026-12-25T24:01Z',
    1_798_185_600_000,
    null,
    {},
  ])('refuses %j', (value) => {
    expect(() => dateTimeScalar.parseValue(value)).toThrow('ISO 8601')
  })
})
