import { expect, it } from 'vitest'
import { booksOf, inverseCall, planWith, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { checked } from '../../lib/checked.js'
import { Books } from './books.js'
import { savedBooksSchema } from './saved-books.js'

/** Books in which nothing is missing, as JSON. */
function savedBooks(): Record<string, unknown> {
  const trailingStop = { id: 't', distanceUsd: 5, distancePct: null, bestPriceUsd: 110, stopPriceUsd: 105 }
  const invalidationRule = { measure: 'MARK_IV', comparison: 'ABOVE', value: 0.8, untilMs: 7 } as const
  const exitPlan = planWith({ stopLossUsd: 90, trailingStop, invalidation: 'It falls.', invalidationRule })
  const quotes = quotesOf({}, { symbol: inverseCall })
  const fills = [
    { decisionId: 'd', confidence: 0.7, exitPlan },
    { symbol: inverseCall, side: 'SELL' as const },
  ]
  const books = Books.open(10_000, 1_000)
  books.replace(booksOf(10_000, ...fills), quotes)
  for (const timeMs of [1_000, 2_500, 3_500]) books.value(timeMs, quotes)
  return JSON.parse(JSON.stringify(books.save(books.ledger, quotes))) as Record<string, unknown>
}

/** The places of all values in a record, such as `ledger.trades.closed`. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])])
}

function putAt(root: Record<string, unknown>, place: readonly string[], value: unknown): void {
  const last = place.at(-1) ?? ''
  const inner = place.slice(0, -1).reduce((from, key) => from[key] as Record<string, unknown>, root)
  inner[last] = value
}

it('books that were stored are read as they were', () => {
  const saved = savedBooks()
  expect(checked(savedBooksSchema, saved, 'books')).toEqual(saved)
  const fresh = Books.open(5, 1_000)
  const empty = JSON.parse(JSON.stringify(fresh.save(fresh.ledger, new Map()))) as unknown
  expect(checked(savedBooksSchema, empty, 'books')).toEqual(empty)
})

it('books of which any value is of another kind are not read', () => {
  const places = placesIn(savedBooks())
  expect(places.length).toBeGreaterThan(100)
  for (const place of places) {
    const broken = savedBooks()
    putAt(broken, place, new Date(0))
    expect(() => checked(savedBooksSchema, broken, 'books'), place.join('.')).toThrow(place.join('.'))
  }
})
