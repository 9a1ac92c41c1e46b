import { expect, it } from 'vitest'
import { isSameData, keepSame } from './same-data.js'

it.each([
  [1, 1, true],
  [1, '1', false],
  [null, {}, false],
  [[], {}, false],
  [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, true],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
  [[1, 2], [1], false],
  [{ a: undefined }, { b: undefined }, false],
])('compares %j and %j', (one, other, same) => {
  expect(isSameData(one, other)).toBe(same)
})

it('keeps what is known while it is the same', () => {
  const known = { a: 1 }
  expect(keepSame(known, { a: 1 })).toBe(known)
  expect(keepSame(known, { a: 2 })).toEqual({ a: 2 })
  expect(keepSame(undefined, known)).toBe(known)
})
