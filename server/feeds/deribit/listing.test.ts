import { expect, it } from 'vitest'
import { readListings, withoutExpired } from './listing.js'

const nowMs = Date.UTC(2026, 8, 14)
const arrival = { receivedTimeMs: nowMs, exchangeTimeMs: nowMs, latestTimeMs: nowMs + 60_000 }
const row = {
  instrument_name: 'BTC-25DEC26-76000-C',
  kind: 'option',
  option_type: 'call',
  strike: 76_000,
  expiration_timestamp: Date.UTC(2026, 11, 25, 8),
  base_currency: 'BTC',
  quote_currency: 'BTC',
  is_active: true,
  state: 'open',
}
const lists = (change: object) => readListings([{ ...row, ...change }], arrival, () => {}).length === 1

it.each(['open', 'locked', 'halted', 'settlement', 'settled', 'created', 'of a new kind'])(
  'lists what is %s: it will trade again',
  (state) => {
    expect(lists({ state })).toBe(true)
    expect(lists({ state, is_active: false })).toBe(true)
  },
)

it.each(['delivered', 'inactive', 'archivized', 'closed', 'terminated'])('does not list what is %s', (state) => {
  expect(lists({ state })).toBe(false)
})

it('does not list what has expired, whatever is said of it', () => {
  const next = { ...row, instrument_name: 'BTC-26MAR27-76000-C', expiration_timestamp: Date.UTC(2027, 2, 26, 8) }
  const listedAt = (exchangeTimeMs: number) => {
    const rows = [{ ...row, state: 'settlement' }, next]
    const listings = readListings(rows, { ...arrival, exchangeTimeMs }, () => {}).map(withoutExpired)
    return listings[0]?.instruments.map(({ symbol }) => symbol)
  }
  expect(listedAt(row.expiration_timestamp - 1)).toEqual([row.instrument_name, next.instrument_name])
  expect(listedAt(row.expiration_timestamp)).toEqual([next.instrument_name])
})

it('goes by is_active where an old answer names no state', () => {
  expect(lists({ state: undefined })).toBe(true)
  expect(lists({ state: undefined, is_active: false })).toBe(false)
})
