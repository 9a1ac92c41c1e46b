import { describe, expect, it } from 'vitest'
import { bodyOf, epochOf, headOf, messageOf, noHead } from './message.js'

describe('heads', () => {
  it('are in the order of epochs, and within one in that of their numbers', () => {
    const heads = [noHead, headOf(1, 1), headOf(1, 2), headOf(1, 10), headOf(2, 1), headOf(10, 1), headOf(10, 2 ** 50)]
    expect(heads.toSorted()).toEqual(heads)
    expect(new Set(heads).size).toBe(heads.length)
  })

  it('say their epoch', () => {
    expect([headOf(1, 7), headOf(123_456, 1)].map(epochOf)).toEqual([1, 123_456])
  })
})

describe('messages', () => {
  const head = headOf(3, 4)

  it('come back as they were written', () => {
    const value = { seq: 1, asOf: null, text: '"ü\n', list: [0.1, { deep: true }] }
    expect(messageOf(head + bodyOf('BTC:1', value))).toEqual({ head, key: 'BTC:1', value })
  })

  it.each([
    ['of another release', `${head.slice(0, -1)}9${bodyOf('BTC', 1)}`],
    ['cut short in its head', head.slice(0, -1)],
    ['without a body', head],
    ['cut short in its body', head + bodyOf('BTC', 1).slice(0, -1)],
    ['that is no pair', `${head}{"key":"BTC"}`],
    ['whose key is no text', `${head}[1,2]`],
    ['that is empty', ''],
  ])('are none when it is one %s', (_, text) => {
    expect(messageOf(text)).toBeNull()
  })
})
