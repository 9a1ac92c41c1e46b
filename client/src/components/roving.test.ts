import { expect, it } from 'vitest'
import { stepFor } from './roving.js'

it('moves with the arrows, around the ends, and to the ends', () => {
  expect(stepFor('ArrowRight', 0, 3)).toBe(1)
  expect(stepFor('ArrowRight', 2, 3)).toBe(0)
  expect(stepFor('ArrowLeft', 0, 3)).toBe(2)
  expect(stepFor('Home', 2, 3)).toBe(0)
  expect(stepFor('End', 0, 3)).toBe(2)
})

it('leaves other keys and empty rows alone', () => {
  expect(stepFor('Tab', 0, 3)).toBeNull()
  expect(stepFor('ArrowRight', -1, 0)).toBeNull()
})
