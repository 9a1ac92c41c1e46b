import { describe, expect, it } from 'vitest'
import { chainChoice, type ChainFilters } from './chain-choice.js'

const [near, far] = [Date.UTC(2026, 10, 21, 8), Date.UTC(2026, 11, 25, 8)]
const keyOf = (filters: Partial<ChainFilters>) => chainChoice({ currency: 'BTC', ...filters }).key

describe('filters that mean the same make one choice', () => {
  it.each<[string, Partial<ChainFilters>, Partial<ChainFilters>]>([
    ['in whatever order expiries stand', { expiries: [far, near] }, { expiries: [near, far] }],
    ['however often one stands', { expiries: [far, near, far] }, { expiries: [near, far] }],
    ['whatever the order and the doubles of symbols', { symbols: ['b', 'a', 'b'] }, { symbols: ['a', 'b'] }],
    ['left out or null', { expiries: null, kind: null, strikes: null, symbols: null, limit: null }, {}],
    ['with strikes that hold nothing out', { strikes: { from: null } }, {}],
    ['with the usual limit or none', { limit: 10 }, {}],
    ['with a limit that takes all symbols, or none', { symbols: ['a', 'b'], limit: 5 }, { symbols: ['a', 'b'] }],
    ['that choose nothing', { expiries: [] }, { symbols: [] }],
  ])('%s', (_, one, other) => expect(keyOf(one)).toBe(keyOf(other)))
})

describe('filters that differ make different choices', () => {
  it.each<[string, Partial<ChainFilters>, Partial<ChainFilters>]>([
    ['in currency', { currency: 'ETH' }, {}],
    ['in expiries', { expiries: [near] }, { expiries: [far] }],
    ['of the nearest expiry and of the same by name', { expiries: [near] }, {}],
    ['in kind', { kind: 'CALL' }, { kind: 'PUT' }],
    ['in the lowest strike', { strikes: { from: 1 } }, { strikes: { from: 2 } }],
    ['in which end of the strikes', { strikes: { from: 1 } }, { strikes: { to: 1 } }],
    ['in open interest', { minOpenInterestCoin: 0 }, {}],
    ['in symbols', { symbols: ['a'] }, { symbols: ['b'] }],
    ['of symbols and of none', { symbols: [] }, {}],
    ['in limit', { limit: 9 }, {}],
    ['in a limit that takes part of the symbols', { symbols: ['a', 'b'], limit: 1 }, { symbols: ['a', 'b'] }],
  ])('%s', (_, one, other) => expect(keyOf(one)).not.toBe(keyOf(other)))
})

it('a choice is of all symbols that are named, however many', () => {
  const symbols = Array.from({ length: 30 }, (_, index) => `s${index}`)
  expect(chainChoice({ currency: 'BTC', symbols })).toMatchObject({ limit: 30, symbols: new Set(symbols) })
  expect(chainChoice({ currency: 'BTC', symbols, limit: 4 }).limit).toBe(4)
  expect(chainChoice({ currency: 'BTC', limit: 400 }).limit).toBe(400)
})
