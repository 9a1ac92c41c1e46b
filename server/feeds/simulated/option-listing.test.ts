import { describe, expect, it } from 'vitest'
import { msPerDay } from '../../domain/units.js'
import { exchangeDay, exchangeDayStart, listedExpiries, listedSince } from './expiry-calendar.js'
import { settingsOf } from './market-settings.js'
import { optionListing, type ListedContract } from './option-listing.js'

const start = Date.UTC(2026, 8, 24, 9)
const settings = settingsOf('BTC')
/** A forward that doubles in 50 days. */
const risingAt = (_expiryMs: number, timeMs: number) => 40_000 * 2 ** ((timeMs - start) / (50 * msPerDay))

const symbolsOf = (contracts: readonly ListedContract[]) => contracts.map(({ instrument }) => instrument.symbol)

describe('a listing of options', () => {
  it('has all expiries of its time, by strike, a call and a put of each', () => {
    const contracts = optionListing(settings, risingAt)(start)
    expect([...new Set(contracts.map(({ instrument }) => instrument.expiryMs))]).toEqual(listedExpiries(start))
    const expected = [...contracts].sort(
      ({ instrument: a }, { instrument: b }) =>
        a.expiryMs - b.expiryMs || a.strikeUsd - b.strikeUsd || (a.optionKind === 'CALL' ? -1 : 1),
    )
    expect(symbolsOf(contracts)).toEqual(symbolsOf(expected))
    expect(new Set(symbolsOf(contracts)).size).toBe(contracts.length)
  })

  it('is the same on a day whatever was asked for before', () => {
    const days = [0, 3, 2, 40, 39, -200, 3, 4]
    const asked = optionListing(settings, risingAt)
    for (const day of days) {
      const timeMs = start + day * msPerDay
      expect(asked(timeMs)).toEqual(optionListing(settings, risingAt)(timeMs))
    }
  })

  it('keeps a strike until its expiry and adds those that a moving market needs, each from its morning on', () => {
    const listedAt = optionListing(settings, risingAt)
    let before = listedAt(start)
    let added = 0
    for (let day = 1; day < 40; day++) {
      const timeMs = start + day * msPerDay
      const now = listedAt(timeMs)
      const symbols = new Set(symbolsOf(now))
      const living = before.filter(({ instrument }) => instrument.expiryMs > timeMs)
      expect(symbolsOf(living).filter((symbol) => !symbols.has(symbol))).toEqual([])
      const known = new Set(symbolsOf(before))
      const fresh = now.filter(({ instrument }) => !known.has(instrument.symbol))
      expect([...new Set(fresh.map(({ listedMs }) => listedMs))]).toEqual([exchangeDayStart(exchangeDay(timeMs))])
      const later = fresh.filter(({ instrument }) => listedSince(instrument.expiryMs) < timeMs - msPerDay)
      added += later.length
      before = now
    }
    expect(added).toBeGreaterThan(100)
    for (const expiryMs of listedExpiries(start + 39 * msPerDay)) {
      const strikes = before.flatMap(({ instrument }) =>
        instrument.expiryMs === expiryMs ? [instrument.strikeUsd] : [],
      )
      const forward = risingAt(expiryMs, start + 39 * msPerDay)
      expect(Math.min(...strikes)).toBeLessThan(forward * 0.9)
      expect(Math.max(...strikes)).toBeGreaterThan(forward * 1.1)
    }
  })
})
