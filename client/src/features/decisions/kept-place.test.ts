import { expect, it } from 'vitest'
import { keptIndex } from './kept-place.js'

const cards = (read: number | null) =>
  [0, 1, 2, 3, 4].map((index) => ({ topPx: index * 100, bottomPx: index * 100 + 100, isRead: index === read }))

it('keeps the opened card in its place, at the top of the list too', () => {
  expect(keptIndex(cards(0), { topPx: 0, bottomPx: 250 })).toBe(0)
  expect(keptIndex(cards(2), { topPx: 50, bottomPx: 250 })).toBe(2)
})

it('keeps the first in sight of a scrolled list, and forgets a card that is out of sight', () => {
  expect(keptIndex(cards(null), { topPx: 150, bottomPx: 250 })).toBe(1)
  expect(keptIndex(cards(0), { topPx: 150, bottomPx: 250 })).toBe(1)
})

it('shows what comes at the top of a list that nobody reads', () => {
  expect(keptIndex(cards(null), { topPx: 0, bottomPx: 250 })).toBe(-1)
  expect(keptIndex(cards(4), { topPx: 0, bottomPx: 250 })).toBe(-1)
  expect(keptIndex([], { topPx: 0, bottomPx: 250 })).toBe(-1)
})
