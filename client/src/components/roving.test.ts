import { expect, it } from 'vitest'
import { columnStepFor, stepFor } from './roving.js'

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

it('moves down and up a column, which has ends, and enters it from above', () => {
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => columnStepFor(key, 1, 4))).toEqual([2, 0, 0, 3])
  expect([columnStepFor('ArrowDown', 3, 4), columnStepFor('ArrowUp', 0, 4)]).toEqual([3, 0])
  expect(columnStepFor('ArrowDown', -1, 4)).toBe(0)
  expect([columnStepFor('Enter', 0, 4), columnStepFor('ArrowDown', -1, 0)]).toEqual([null, null])
})
