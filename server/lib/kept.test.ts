import { beforeEach, describe, expect, it } from 'vitest'
import { Kept } from './kept.js'

let dropped: string[]
let kept: Kept<string>
beforeEach(() => {
  dropped = []
  kept = new Kept(2, (value) => dropped.push(value))
})

describe('values that nobody holds', () => {
  it('are kept while they are among those set last', () => {
    for (const key of ['a', 'b', 'a', 'c']) kept.set(key, key)
    expect(dropped).toEqual(['b'])
    expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.size]).toEqual(['a', undefined, 'c', 2])
  })
})

describe('values that somebody holds', () => {
  it('stay until the last holder lets go, whatever else is set', () => {
    kept.set('a', 'a')
    kept.hold('a')
    kept.hold('a')
    for (const key of ['b', 'c', 'd']) kept.set(key, key)
    kept.set('a', 'newer')
    kept.release('a')
    expect([kept.get('a'), kept.size, dropped]).toEqual(['newer', 3, ['b']])
    kept.release('a')
    expect([kept.get('a'), kept.size, dropped]).toEqual(['newer', 2, ['b', 'c']])
    for (const key of ['e', 'f']) kept.set(key, key)
    expect([kept.get('a'), dropped]).toEqual([undefined, ['b', 'c', 'd', 'newer']])
  })

  it('may be held before they are there, and never come', () => {
    kept.hold('a')
    expect(kept.get('a')).toBeUndefined()
    kept.release('a')
    kept.release('a')
    expect([kept.get('a'), kept.size]).toEqual([undefined, 0])
    kept.hold('b')
    kept.set('b', 'b')
    expect(kept.get('b')).toBe('b')
  })
})
