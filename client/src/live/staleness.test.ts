import { describe, expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import { stalenessOf } from './staleness.js'

const at = (second: number) => `2026-11-21T12:00:0${second}.000Z`
const ms = (second: number) => Date.parse(at(second))
const stale = (second: number) => header(1, { freshness: 'STALE', asOf: at(second) })
const part = (freshness: 'LIVE' | 'STALE', second: number | null) => ({
  freshness,
  asOf: second === null ? null : at(second),
})

describe('what is old', () => {
  it('is old since its oldest stale part was heard, however the others move on', () => {
    for (const now of [5, 6, 7]) {
      const parts = [part('LIVE', now), part('STALE', 3), part('STALE', 1), part('STALE', null)]
      expect(stalenessOf(stale(now), parts, null)).toEqual({ sinceMs: ms(1), isPartly: true })
    }
  })

  it('is old as a whole since anything of it was heard', () => {
    const parts = [part('STALE', 3), part('STALE', 1), part('STALE', null)]
    expect(stalenessOf(stale(3), parts, null)).toEqual({ sinceMs: ms(3), isPartly: false })
  })

  it('is old since it first said so where no part with a time is, and in part when newer values came', () => {
    for (const parts of [[], [part('LIVE', 5)]]) {
      const first = stalenessOf(stale(5), parts, null)
      expect(first?.sinceMs).toBe(ms(5))
      expect(stalenessOf(stale(7), parts, first)).toEqual({ sinceMs: ms(5), isPartly: true })
    }
    expect(stalenessOf(stale(5), [], null)?.isPartly).toBe(false)
  })

  it('begins again with a source that begins again, and is nothing while live or before anything was heard', () => {
    expect(stalenessOf(stale(2), [], { sinceMs: ms(5), isPartly: true })).toEqual({ sinceMs: ms(2), isPartly: false })
    expect(stalenessOf(header(1), [part('STALE', 1)], null)).toBeNull()
    expect(stalenessOf({ freshness: 'STALE', asOf: null }, [], null)).toBeNull()
  })
})
