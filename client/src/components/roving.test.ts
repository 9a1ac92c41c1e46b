import { expect, it } from 'vitest'
import { columnStepFor, stepFor, type Press } from './roving.js'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
})

it('moves with the arrows, around the ends, and to the ends', () => {
  expect(stepFor(press('ArrowRight'), 0, 3)).toBe(1)
  expect(stepFor(press('ArrowRight'), 2, 3)).toBe(0)
  expect(stepFor(press('ArrowLeft'), 0, 3)).toBe(2)
  expect(stepFor(press('Home'), 2, 3)).toBe(0)
  expect(stepFor(press('End'), 0, 3)).toBe(2)
})

it('leaves other keys and empty rows alone', () => {
  expect(stepFor(press('Tab'), 0, 3)).toBeNull()
  expect(stepFor(press('ArrowRight'), -1, 0)).toBeNull()
})

it('moves down and up a column, which has ends, and enters it from above', () => {
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => columnStepFor(press(key), 1, 4))).toEqual([2, 0, 0, 3])
  expect([columnStepFor(press('ArrowDown'), 3, 4), columnStepFor(press('ArrowUp'), 0, 4)]).toEqual([3, 0])
  expect(columnStepFor(press('ArrowDown'), -1, 4)).toBe(0)
  expect([columnStepFor(press('Enter'), 0, 4), columnStepFor(press('ArrowDown'), -1, 0)]).toEqual([null, null])
})

it('leaves to the browser what is pressed with Alt, Ctrl or Meta', () => {
  for (const held of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }]) {
    expect(stepFor(press('ArrowLeft', held), 1, 3)).toBeNull()
    expect(columnStepFor(press('Home', held), 1, 3)).toBeNull()
  }
})
