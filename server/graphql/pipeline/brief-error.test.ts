import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { brief, briefError } from './brief-error.js'

describe('the message of an error', () => {
  it.each([
    'Argument "account": "nobody" does not exist; use one of momentum, vol-seller.',
    `A "${'x'.repeat(40)}" that is not long`,
    'x'.repeat(400),
    '',
  ])('is left as it is: %s', (message) => expect(brief(message)).toBe(message))

  it('has long quotes cut, and keeps what stands around them', () => {
    expect(brief(`Variable "$d" got invalid value "${'x'.repeat(60_000)}"; it "is" no date`)).toBe(
      `Variable "$d" got invalid value "${'x'.repeat(40)}…"; it "is" no date`,
    )
  })

  it('is cut in its middle when it is long without quotes', () => {
    const message = brief(`Int cannot represent ${'9'.repeat(60_000)}: too large`)
    expect(message).toHaveLength(399)
    expect(message).toMatch(/^Int cannot represent 9+ … 9+: too large$/)
  })

  it('does not repeat a long value of a variable, and keeps where the fault is and what it is', () => {
    const value = `{ a: [${'1, '.repeat(200)}], b: "; Field of mine" }`
    const reason = `Field "stopLoss" is not defined by type "In". Did you mean "stopLossUsd"? Known here: ${'name, '.repeat(30)}`
    expect(brief(`Variable "$d" got invalid value ${value}; ${reason}`)).toBe(
      `Variable "$d" got invalid value …; ${reason}`,
    )
    for (const told of [
      'Value "x" does not exist in "Side" enum.',
      'Enum "Side" cannot represent non-string value: 1.',
      'Int cannot represent non-integer value: {}',
      'Expected type "DateTime". The time cannot be read.',
      'Exactly one key must be specified for OneOf type "In".',
    ]) {
      expect(brief(`Variable "$in_2" got invalid value ${value} at "in_2.b[1].c"; ${told}`)).toBe(
        `Variable "$in_2" got invalid value … at "in_2.b[1].c"; ${told}`,
      )
    }
    const short = 'Variable "$d" got invalid value 1; Expected type "In" to be an object.'
    expect(brief(short)).toBe(short)
  })

  it.each(['😀'.repeat(500), `a${'😀'.repeat(500)}`, `"${'😀'.repeat(30)}"`, `"a${'😀'.repeat(30)}"`])(
    'is not cut within a character: %#',
    (message) => expect(brief(message)).not.toMatch(/\p{Surrogate}/u),
  )

  it('keeps what is whole: characters at a cut, escapes, and halves of characters that were sent so', () => {
    expect(brief(`${'😀'.repeat(500)}a`)).toMatch(/^😀+ … 😀+a$/u)
    expect(brief(`${'9'.repeat(1_000)}\ud800 is the end`)).toMatch(/9\ud800 is the end$/)
    expect(brief(`"a\\n${'x'.repeat(60)}"`)).toBe(`"a\\n${'x'.repeat(37)}…"`)
    expect(brief(`"${'x'.repeat(30)}\\"${'y'.repeat(30)}" is none`)).toBe(
      `"${'x'.repeat(30)}\\"${'y'.repeat(8)}…" is none`,
    )
  })

  it('is not cut again', () => {
    for (const long of ['9'.repeat(1_000), `"${'x'.repeat(1_000)}"`]) expect(brief(brief(long))).toBe(brief(long))
  })

  it('takes time in proportion to its length, whatever quotes and backslashes it has', () => {
    for (const part of ['"', '\\', '"\\', '\\"', '""']) {
      expect(brief(part.repeat(100_000)).length).toBeLessThan(401)
      expect(brief(`"${part.repeat(100_000)}\\".`).length).toBeLessThan(401)
      for (const often of [part, '; ', ' at "']) {
        expect(brief(`Variable "$d" got invalid value ${often.repeat(100_000)}`).length).toBeLessThan(401)
      }
    }
  })

  it('keeps the end of a message with a quote that nobody closes', () => {
    const message = brief(`Unexpected String "${'x'.repeat(500)}. Send a number.`)
    expect(message).toMatch(/^Unexpected String "x+ … x+\. Send a number\.$/)
  })
})

it('an error has no bearer token, neither in its message nor as its argument', () => {
  const token = `gct_${'x'.repeat(20)}`
  const error = briefError(new GraphQLError(`Unknown "${token}".`, { extensions: { code: 'A', argument: token } }))
  expect(error.message).toBe('Unknown "[token]".')
  expect(error.extensions).toEqual({ code: 'A', argument: undefined })
  expect(briefError(new GraphQLError('Short', { extensions: { argument: token } })).extensions.argument).toBeUndefined()
  const long = new GraphQLError('Short', { extensions: { argument: 'x'.repeat(401) } })
  expect(briefError(long).extensions.argument).toBeUndefined()
  const fits = new GraphQLError('Short', { extensions: { argument: 'x'.repeat(400) } })
  expect(briefError(fits)).toBe(fits)
})

it('an error keeps all but the bulk of its message, and one that is brief is the same', () => {
  const long = new GraphQLError('x'.repeat(1_000), {
    path: ['a'],
    extensions: { code: 'OUT_OF_RANGE', argument: 'first' },
  })
  expect(briefError(long)).toMatchObject({ path: ['a'], extensions: { code: 'OUT_OF_RANGE', argument: 'first' } })
  const short = new GraphQLError('short')
  expect(briefError(short)).toBe(short)
})
