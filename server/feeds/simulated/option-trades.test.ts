import { expect, it } from 'vitest'
import { option } from '../../../tests/support/builders.js'
import { msPerDay } from '../../domain/units.js'
import { settingsOf } from './market-settings.js'
import { createOptionBook } from './option-book.js'
import { createOptionTrades } from './option-trades.js'
import { randomFrom } from './random.js'

const start = Date.UTC(2026, 8, 24)

function openBook() {
  const instrument = option(84_000, 'CALL', Date.UTC(2026, 11, 25, 8))
  const book = createOptionBook(instrument, randomFrom('book'))
  const basis = {
    forwardUsd: 84_000,
    atmVol: 0.45,
    years: 0.25,
    delta: 0.5,
    vega: 100,
    deviations: 0,
    premiumCoin: 0.1,
  }
  const side = { price: 0.1, amountCoin: 100 }
  return Object.assign(book, { basis, quotes: { bid: side, ask: side } })
}

it('spreads the trades of a pause over it, a day of them at most', () => {
  const trades = createOptionTrades(settingsOf('BTC'), randomFrom('trades'))
  const book = openBook()
  const volumeAfter = (days: number, gapDays: number) => {
    trades.step([book], start + days * msPerDay, gapDays * msPerDay)
    return book.volumeLots
  }
  const oneDay = volumeAfter(0, 1)
  expect(oneDay).toBeGreaterThan(0)
  expect(volumeAfter(7, 7) / oneDay).toBeGreaterThan(0.8)
  expect(book.volumeLots / oneDay).toBeLessThan(1.25)
  expect(volumeAfter(7.25, 0) / oneDay).toBeCloseTo(0.75, 1)
  expect(volumeAfter(7.75, 0) / oneDay).toBeCloseTo(0.25, 1)
  expect(volumeAfter(8, 0)).toBe(0)
})
