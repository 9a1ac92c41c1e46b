import { parseValue } from 'graphql'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../tests/support/api/refusal-of.js'
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
    '2026-12-25t08:00:00z',
    '2026-12-25 08:00:00+00:00',
    '2026-12-25T08:00:00-00:00',
    '2026-12-25T08:00:00.0000000+00:00',
    '2026-12-25T08:00:00.000999999Z',
    '2026-12-26T07:59:00+23:59',
    '2026-12-25T08:00:00+0000',
    '2026-12-25T09:30:00+0130',
    '2026-12-25T08:00:00 +0000',
    '2026-12-25T10:00:00+02',
    '25DEC26',
    '25dec26',
  ])('reads %s', (text) => {
    expect(dateTimeScalar.parseValue(text)).toBe(christmas)
  })

  it.each([
    ['2026-12-25T08:00:00.1Z', 100],
    ['2026-12-25T08:00:00.12Z', 120],
    ['2026-12-25T08:00:00.123456Z', 123],
    ['2026-12-25T08:00:00.123999999+00:00', 123],
    ['2026-12-25T08:00:00.' + '9'.repeat(400) + 'Z', 999],
  ])('cuts %s to milliseconds', (text, ms) => {
    expect(dateTimeScalar.parseValue(text)).toBe(christmas + ms)
  })

  it('takes a leap second for the first second of the next day', () => {
    const newYear = Date.UTC(2017, 0, 1)
    for (const text of ['2016-12-31T23:59:60Z', '2016-12-31T15:59:60-08:00', '2017-01-01T00:59:60+01:00']) {
      expect(dateTimeScalar.parseValue(text)).toBe(newYear)
    }
    expect(dateTimeScalar.parseValue('2015-06-30T23:59:60.5Z')).toBe(Date.UTC(2015, 6, 1) + 500)
  })

  it.each([
    ['2026-12-25T08:00', 'has no offset'],
    ['2026-02-30T08:00:00Z', 'names no existing day'],
    ['2026-12-25T25:00:00Z', 'names no existing time'],
    ['31FEB26', 'names no existing day'],
    ['25DEZ26', 'names no existing day'],
    ['0JUN26', 'names no existing day'],
    ['9999-12-31T23:59:59-23:59', 'is outside the years'],
    ['9999-12-31T23:59:60Z', 'is outside the years'],
    ['0000-01-01T00:00:00+00:01', 'is outside the years'],
    ['soon', 'cannot be read'],
    ['25DEC2026', 'cannot be read'],
    ['on 25DEC26', 'cannot be read'],
    ['2026-12-25T08:00:60Z', 'names no existing time'],
    [5, 'is not a text'],
  ])('says why %j is refused', (value, why) => {
    expect(() => dateTimeScalar.parseValue(value)).toThrow(why)
  })

  it('says how to write it, where it stands, and repeats no more of it than people need to find it', () => {
    const allowed = expect.stringMatching(/^RFC 3339 \(ISO 8601\), for example 2026-12-25T/) as string
    const message = (shown: string) =>
      expect.stringMatching(new RegExp(`^The time ${shown}\\. Write an exist`)) as string
    expect(refusalOf(() => dateTimeScalar.parseValue('x'.repeat(50)))).toEqual({
      code: 'INVALID_DATE',
      allowed: { text: allowed },
      message: message(`"${'x'.repeat(40)}" cannot be read`),
    })
    expect(refusalOf(() => dateTimeScalar.parseValue(5)).message).toEqual(message('is not a text'))
  })

  it('is read from a document as from a variable', () => {
    expect(dateTimeScalar.parseLiteral(parseValue('"25DEC26"'))).toBe(christmas)
    const node = parseValue('5')
    expect(() => dateTimeScalar.parseLiteral(node)).toThrow(
      expect.objectContaining({ nodes: [node], message: expect.stringContaining('is not a text') as string }),
    )
  })

  it('reads the day of an expiry with a leading zero, too', () => {
    expect(dateTimeScalar.parseValue('05JUN26')).toBe(Date.UTC(2026, 5, 5, 8))
    expect(dateTimeScalar.parseValue('10JUN26')).toBe(Date.UTC(2026, 5, 10, 8))
  })

  it.each(['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])('reads %s, at the ends of its years', (text) => {
    expect(dateTimeScalar.serialize(dateTimeScalar.parseValue(text))).toBe(text)
  })

  it('reads a day as its midnight', () => {
    expect(dateTimeScalar.parseValue('2026-12-25')).toBe(Date.UTC(2026, 11, 25))
  })

  it.each([
    '',
    'tomorrow',
    '31FEB26',
    '25DEC2026',
    '2026-02-29',
    '2026-04-31T00:00:00+02:00',
    '2026-12-25T08:00',
    '2026-12-25T24:01Z',
    '2026-12-25T24:00:00Z',
    '2026-12-25T08:60:00Z',
    '2026-12-25T08:00:60Z',
    '2026-12-31T23:59:61Z',
    '2026-12-31T15:59:60Z',
    '2026-06-30T12:00:60Z',
    '2026-11-30T23:59:60Z',
    '2026-12-25T08:00:00.Z',
    '2026-12-25T08:00:00,5Z',
    '2026-12-25T08:00:00+24:00',
    '2026-12-25T08:00:00+01:60',
    '2026-12-25T08:00:00Z[UTC]',
    '٢٠٢٦-12-25T08:00:00Z',
    ' 2026-12-25T08:00:00Z',
    '2026-12-25T08:00:00Z\n',
    1_798_185_600_000,
    null,
    {},
  ])('refuses %j', (value) => {
    expect(() => dateTimeScalar.parseValue(value)).toThrow('ISO 8601')
  })
})
