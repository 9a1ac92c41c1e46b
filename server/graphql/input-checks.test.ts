import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../tests/support/api/refusal-of.js'
import { lineInput, nameInput, numberInput, optionalNumber, optionalText, pastTime, textInput } from './input-checks.js'

it('a refusal names the field and the fix, in words and as extensions', () => {
  expect(refusalOf(() => numberInput('stopLossUsd', -1, { above: 0, max: 5 }))).toEqual({
    code: 'INVALID_INPUT',
    argument: 'input.stopLossUsd',
    allowed: { text: 'a number above 0, at most 5' },
    message: 'Argument "input.stopLossUsd" must be a number above 0, at most 5.',
  })
})

describe('a text', () => {
  it.each(['a', 'abc', '📈📈📈', 'a\tb', 'a\nb', '\r', '   '])('%j of 1 to 3 characters is taken', (text) => {
    expect(textInput('reasoning', text, [1, 3])).toBe(text)
  })

  it.each(['', 'abcd', '📈📈📈📈', '\u0000', '\u007f', 'a\u009f', '\ud83d'])('%j is not', (text) => {
    expect(refusalOf(() => textInput('reasoning', text, [1, 3]))).toMatchObject({
      argument: 'input.reasoning',
      allowed: { text: 'a text of 1 to 3 characters, without control characters other than line breaks' },
    })
  })

  it.each([
    ['a token of ours', `gct_${'x'.repeat(20)}`],
    ['one that is coded', `GCT%5F${'x'.repeat(20)}`],
    ['a key of a provider', 'https://llm.example.com/v1?key=AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'],
  ])('has no %s, because others may read it', (_what, token) => {
    for (const take of [textInput, lineInput, nameInput]) {
      expect(refusalOf(() => take('reasoning', `I use ${token}`, [1, 100]))).toMatchObject({
        argument: 'input.reasoning',
        allowed: { text: 'a text without a token, a key or a password' },
      })
    }
  })

  it('that may be empty is only told the most', () => {
    expect(textInput('error', '', [0, 1_000])).toBe('')
    expect(refusalOf(() => textInput('error', 'x'.repeat(1_001), [0, 1_000])).allowed).toEqual({
      text: 'a text of at most 1,000 characters, without control characters other than line breaks',
    })
  })

  it('that may be left out is null then, and checked otherwise', () => {
    expect([null, undefined, 'a'].map((text) => optionalText('error', text, [0, 1]))).toEqual([null, null, 'a'])
    expect(refusalOf(() => optionalText('error', 'ab', [0, 1])).argument).toBe('input.error')
  })
})

describe('a line', () => {
  it.each(['a', 'a b', '📈', ' a'])('%j is taken', (line) => {
    expect(lineInput('name', line, [1, 3])).toBe(line)
  })

  it.each(['', ' ', 'abcd', 'a\nb', 'a\tb', '\u0085a', 'a\u2028', 'a\u2029', '\u202ea', 'a\u200f', '\ud83d'])(
    '%j is not',
    (line) => {
      expect(refusalOf(() => lineInput('name', line, [1, 3]))).toMatchObject({
        argument: 'input.name',
        allowed: { text: 'a text of 1 to 3 characters on one line, not blank, without control characters' },
      })
    },
  )
})

describe('a number', () => {
  it.each([
    [{}, [-1e15, 0, 1e15], [-1.1e15, 1.1e15, NaN], 'a number from -1e15 to 1e15'],
    [{ min: 0 }, [0, 1e15], [-0.01, 1.1e15], 'a number from 0 to 1e15'],
    [{ min: 0, max: 100 }, [0, 100], [-0.01, 100.01], 'a number from 0 to 100'],
    [{ above: 0 }, [0.01, 1e15], [0, -1, 1.1e15], 'a number above 0, at most 1e15'],
    [{ above: 0, below: 100 }, [0.01, 99.99], [0, 100], 'a number above 0, below 100'],
    [{ above: 0, max: 10, moreIsRefused: true }, [10, 11, 1e300], [0], 'a number above 0, at most 10'],
  ])('in %j', (range, taken, refused, allowed) => {
    for (const value of taken) expect(numberInput('feeUsd', value, range)).toBe(value)
    for (const value of refused) {
      expect(refusalOf(() => numberInput('feeUsd', value, range))).toMatchObject({
        argument: 'input.feeUsd',
        allowed: { text: allowed },
      })
    }
  })

  it('that may be left out is null then, and checked otherwise', () => {
    expect([null, undefined, 0].map((value) => optionalNumber('feeUsd', value))).toEqual([null, null, 0])
    expect(refusalOf(() => optionalNumber('feeUsd', -1, { min: 0 })).argument).toBe('input.feeUsd')
  })
})

describe('a time in the past', () => {
  const nowMs = Date.UTC(2026, 10, 20, 12)

  it.each([
    ['left out', undefined, nowMs],
    ['null', null, nowMs],
    ['now', nowMs, nowMs],
    ['before', nowMs - 1, nowMs - 1],
    ['ahead by no more than clocks differ', nowMs + 5_000, nowMs],
    ['as old as coins', Date.UTC(2009, 0, 1), Date.UTC(2009, 0, 1)],
  ])('%s', (_what, given, read) => {
    expect(pastTime('decidedAt', given, nowMs)).toBe(read)
  })

  it.each([
    [nowMs + 5_001, 'a time that is not in the future'],
    [Date.UTC(2009, 0, 1) - 1, 'a time from 2009-01-01 on'],
    [0, 'a time from 2009-01-01 on'],
  ])('%d must be %s', (given, allowed) => {
    expect(refusalOf(() => pastTime('decidedAt', given, nowMs))).toMatchObject({
      argument: 'input.decidedAt',
      allowed: { text: allowed },
    })
  })
})
