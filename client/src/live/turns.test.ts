import { expect, it } from 'vitest'
import { createTurns } from './turns.js'

it('takes no answer after one that was asked for later', () => {
  const ask = createTurns()
  const [first, second, third] = [ask(), ask(), ask()]
  expect(second()).toBe(true)
  expect(first()).toBe(false)
  expect(third()).toBe(true)
})
