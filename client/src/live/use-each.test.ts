import { expect, it } from 'vitest'
import { renewAnswers } from './use-each.js'

it('keeps the answers that are as they were, and the map when all are', () => {
  const before = new Map([
    ['a', { points: [1] }],
    ['b', { points: [2] }],
  ])
  expect(renewAnswers(before, [['a', { points: [1] }]], ['a', 'b'])).toBe(before)
  const renewed = renewAnswers(
    before,
    [
      ['a', { points: [1] }],
      ['b', { points: [2, 3] }],
    ],
    ['a', 'b'],
  )
  expect(renewed.get('a')).toBe(before.get('a'))
  expect(renewed.get('b')).toEqual({ points: [2, 3] })
  expect([...renewAnswers(before, [], ['b']).keys()]).toEqual(['b'])
})
