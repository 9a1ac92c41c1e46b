import { describe, expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import { continuePage, renewEntries, toLogPage, withEvent, type LogPage } from './log-page.js'

type Entry = ReturnType<typeof entry>
const entry = (id: string, seq = 1) => ({ id, ...header(seq, { freshness: 'STALE' }) })
const entries = (letters: string, seq = 1) => [...letters].map((id) => entry(id, seq))
const ids = (all: readonly Entry[]) => all.map(({ id }) => id).join('')

describe('a page of a log', () => {
  it('keeps the newest entries only, and is as new as the first', () => {
    const page = toLogPage([entry('c', 3), entry('b', 2), entry('a', 1)], { capacity: 2, older: 'none' })
    expect(ids(page.entries)).toBe('cb')
    expect(page).toMatchObject({ seq: 3, freshness: 'LIVE', older: 'there' })
  })

  it('lets nothing go while what continues it is on its way', () => {
    expect(ids(toLogPage(entries('cba'), { capacity: 2, older: 'loading' }).entries)).toBe('cba')
    expect(toLogPage(entries('cb'), { capacity: 2, older: 'none' }).older).toBe('none')
  })

  it('goes on saying why older ones could not be read when it lets some go', () => {
    const older = { failed: 'No' }
    expect(toLogPage(entries('cba'), { capacity: 2, older }).older).toBe(older)
  })

  it('is a page also when it is empty', () => {
    expect(toLogPage([], { capacity: 2, older: 'none' })).toEqual({
      entries: [],
      seq: null,
      asOf: null,
      freshness: 'LIVE',
      older: 'none',
    })
  })
})

describe('an event of a log', () => {
  it('brings a new entry first, and one that is known already not again', () => {
    const shown = entries('ba')
    expect(ids(withEvent(shown, { cursor: 'c', entry: entry('c'), isNew: true }))).toBe('cba')
    expect(withEvent(shown, { cursor: 'b', entry: entry('b', 2), isNew: true })).toBe(shown)
  })

  it('changes an entry in its place, and adds none', () => {
    const shown = entries('ba')
    const changed = withEvent(shown, { cursor: 'x', entry: entry('a', 2), isNew: false })
    expect(changed.map(({ id, seq }) => [id, seq])).toEqual([
      ['b', 1],
      ['a', 2],
    ])
    expect(withEvent(shown, { cursor: 'x', entry: entry('z'), isNew: false })).toBe(shown)
  })
})

describe('entries that are read again', () => {
  it('renew what is shown and add nothing', () => {
    const renewed = renewEntries([entry('b', 1), entry('a', 1)], [entry('c', 2), entry('b', 2)])
    expect(renewed.map(({ id, seq }) => [id, seq])).toEqual([
      ['b', 2],
      ['a', 1],
    ])
  })

  it('are the very same where they are as they were, and so is their list', () => {
    const shown = [entry('b', 1), entry('a', 1)]
    expect(renewEntries(shown, [entry('b', 1)])).toBe(shown)
    const renewed = renewEntries(shown, [entry('b', 2), entry('a', 1)])
    expect(renewed[0]).toEqual(entry('b', 2))
    expect(renewed[1]).toBe(shown[1])
    const same = continuePage({ entries: [entry('b', 1)], hasOlder: true }, { entries: shown, older: 'none' })
    expect(same).toEqual({ entries: shown, older: 'none' })
    expect(same.entries).toBe(shown)
  })
})

describe('a newest page that is read again', () => {
  const read = (letters: string, hasOlder: boolean, shown: string, older: LogPage<Entry>['older']) => {
    const page = continuePage({ entries: entries(letters), hasOlder }, { entries: entries(shown), older })
    return [ids(page.entries), page.older]
  }

  it('stands above what was shown below it', () => {
    expect(read('dc', true, 'cba', 'none')).toEqual(['dcba', 'none'])
    expect(read('dc', true, 'cb', 'there')).toEqual(['dcb', 'there'])
  })

  it('stands alone where it does not reach what was shown', () => {
    expect(read('fe', true, 'ba', 'none')).toEqual(['fe', 'there'])
    expect(read('', false, 'ba', 'there')).toEqual(['', 'none'])
  })

  it('knows itself whether there are older ones where nothing was shown below it', () => {
    expect(read('cb', true, 'b', 'none')).toEqual(['cb', 'there'])
    expect(read('cb', false, 'b', 'there')).toEqual(['cb', 'none'])
  })

  it('leaves it at what was said of older ones that are on their way or could not be read', () => {
    const failed = { failed: 'No' }
    expect(read('cb', true, 'b', 'loading')[1]).toBe('loading')
    expect(read('cb', false, 'b', 'loading')[1]).toBe('loading')
    expect(read('cb', true, 'b', failed)[1]).toEqual(failed)
    expect(read('cb', false, 'b', failed)[1]).toBe('none')
  })
})
