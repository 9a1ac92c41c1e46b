import { expect, it } from 'vitest'
import { toldItem } from './told-item.js'

const items = [{ timeMs: 60_000 }, { timeMs: 120_400 }, { timeMs: 300_000 }]

it('is the item of the time, to the second, or the one before a hole', () => {
  expect(toldItem(items, 60_000)).toBe(items[0])
  expect(toldItem(items, 120_000)).toBe(items[1])
  expect(toldItem(items, 240_000)).toBe(items[1])
  expect(toldItem(items, 59_000)).toBeUndefined()
})

it('is the newest item where no time is given', () => {
  expect(toldItem(items, null)).toBe(items[2])
  expect(toldItem([], null)).toBeUndefined()
})
