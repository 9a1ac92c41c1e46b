import { describe, expect, it } from 'vitest'
import { chain, contract } from '../../testing/chain-fixtures.js'
import { cellHint, cellMark, chainNotes, closedState } from './chain-notes.js'

const open = contract(98_000, 'CALL')
const halted = contract(99_000, 'PUT', {}, { state: 'HALTED' })
const doubted = contract(99_000, 'CALL', {}, { markDoubted: true })
const old = contract(97_000, 'CALL', {}, { quoteFreshness: 'STALE' })
const wide = contract(96_000, 'CALL', {}, { quoteDoubted: true })

describe('what is the matter with contracts', () => {
  it('is said in a few words, and of which of them', () => {
    expect(chainNotes(chain([open]))).toEqual([])
    expect(chainNotes(chain([open, halted, doubted, old, wide]))).toEqual([
      { words: '1 halted', about: expect.stringMatching(/no order fills until it is resumed\. BTC-25DEC26-99000-P\./) },
      { words: '1 quote in doubt', about: expect.stringMatching(/contradict the mark.*BTC-25DEC26-96000-C\./) },
      { words: '1 mark in doubt', about: expect.stringContaining('BTC-25DEC26-99000-C.') },
      { words: '1 quote is old', about: expect.stringContaining('BTC-25DEC26-97000-C.') },
    ])
  })

  it('is said once of all, as where the exchange locks their index', () => {
    const strikes = Array.from({ length: 12 }, (_, n) => 90_000 + n * 1_000)
    const [locked] = chainNotes(chain(strikes.map((strike) => contract(strike, 'CALL', {}, { state: 'LOCKED' }))))
    expect(locked?.words).toBe('All locked')
    expect(locked?.about).toMatch(/BTC-25DEC26-97000-C and 4 more\.$/)
  })

  it('is not said of a chain that is old as a whole: its panel says that it is stale', () => {
    const contracts = [contract(98_000, 'CALL', {}, { quoteFreshness: 'STALE', markFreshness: 'STALE' })]
    expect(chainNotes(chain(contracts, { underlyingFreshness: 'STALE' }))).toEqual([])
    // The forward is heard, and the panel is old in part.
    const words = chainNotes(chain(contracts)).map((note) => note.words)
    expect(words).toEqual(['1 quote is old', '1 mark is old'])
  })

  it('is not said of what was never quoted', () => {
    expect(
      chainNotes(chain([open, contract(98_000, 'PUT', {}, { quoteFreshness: 'STALE', quoteAsOf: null })])),
    ).toEqual([])
  })

  it('marks the values that it concerns', () => {
    expect([cellMark('mark', doubted), cellMark('quote', doubted), cellMark(null, doubted)]).toEqual([
      'doubted',
      null,
      null,
    ])
    expect([cellMark('quote', wide), cellMark('mark', wide)]).toEqual(['doubted', null])
    expect(cellHint('quote', 'doubted')).toContain('fill no order')
    expect([cellMark('quote', old), cellMark('mark', old), cellMark('quote', null)]).toEqual(['old', null, null])
  })

  it('is nothing where the exchange does not say whether a contract trades', () => {
    expect(closedState({ state: null })).toBeNull()
    expect(closedState(open)).toBeNull()
    expect(closedState(halted)).toBe('HALTED')
  })
})
