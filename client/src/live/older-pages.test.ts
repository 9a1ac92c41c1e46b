import { CombinedError } from 'urql'
import { beforeEach, describe, expect, it } from 'vitest'
import { toLogPage, type FetchedPage, type LogPage, type Older } from './log-page.js'
import { createOlderPages, type OlderPages } from './older-pages.js'
import type { ResultSink } from './operation.js'

interface Entry {
  readonly id: string
}
interface Read extends ResultSink<FetchedPage<Entry>> {
  readonly after: string
  isStopped: boolean
}

const entries = (letters: string): Entry[] => [...letters].map((id) => ({ id }))
const pageOf = (letters: string, older: Older) => toLogPage(entries(letters), { capacity: 100, older })
const fault = new CombinedError({ graphQLErrors: ['Unexpected error.'] })

describe('the older pages', () => {
  let page: LogPage<Entry> | null
  let reads: Read[]
  let shown: number
  let pages: OlderPages
  const look = () => [page?.entries.map(({ id }) => id).join(''), page?.older]
  const fetched = (letters: string, hasOlder: boolean) => ({ entries: entries(letters), hasOlder })

  beforeEach(() => {
    page = pageOf('fed', 'there')
    reads = []
    shown = 0
    pages = createOlderPages<Entry>({
      pageAfter: (after) => (sink) => {
        const read = { ...sink, after, isStopped: false }
        reads.push(read)
        return () => (read.isStopped = true)
      },
      current: () => page,
      show(next) {
        shown += 1
        page = toLogPage(next.entries, { capacity: 100, older: next.older })
      },
    })
  })

  it('are read after the last entry and shown below it', () => {
    pages.load()
    expect([reads[0]?.after, look()]).toEqual(['d', ['fed', 'loading']])
    reads[0]?.data(fetched('cb', true))
    expect([look(), reads[0]?.isStopped]).toEqual([['fedcb', 'there'], true])
    pages.load()
    reads[1]?.data(fetched('a', false))
    expect([reads[1]?.after, look()]).toEqual(['b', ['fedcba', 'none']])
  })

  it('are read once, however often they are asked for while they are on their way', () => {
    pages.load()
    pages.load()
    pages.load()
    expect([reads.length, shown]).toEqual([1, 1])
  })

  it.each<[string, LogPage<Entry> | null]>([
    ['before anything is shown', null],
    ['where nothing is shown', pageOf('', 'there')],
    ['where there is nothing older', pageOf('fed', 'none')],
  ])('are not read %s', (_when, present) => {
    page = present
    pages.load()
    expect([reads.length, shown]).toEqual([0, 0])
  })

  it('are read again where another entry is the last one by then', () => {
    pages.load()
    page = pageOf('fe', 'loading')
    reads[0]?.data(fetched('cba', false))
    expect([reads.map(({ after }) => after), look()]).toEqual([
      ['d', 'e'],
      ['fe', 'loading'],
    ])
    reads[1]?.data(fetched('dcb', true))
    expect(look()).toEqual(['fedcb', 'there'])
  })

  it('are not read again where nothing is shown by then', () => {
    pages.load()
    page = null
    reads[0]?.data(fetched('cba', false))
    expect(reads).toHaveLength(1)
  })

  it('come below entries that came meanwhile', () => {
    pages.load()
    page = pageOf('hgfed', 'loading')
    reads[0]?.data(fetched('cba', false))
    expect(look()).toEqual(['hgfedcba', 'none'])
  })

  it('say why they could not be read, and can be asked for again', () => {
    pages.load()
    page = pageOf('gfed', 'loading')
    reads[0]?.error(fault)
    expect([look(), reads[0]?.isStopped]).toEqual([['gfed', { failed: 'Unexpected error.' }], true])
    reads[0]?.end()
    pages.load()
    reads[1]?.data(fetched('cba', false))
    expect(look()).toEqual(['gfedcba', 'none'])
  })

  it('fail with nothing shown where nothing is shown by then', () => {
    pages.load()
    page = null
    reads[0]?.error(fault)
    expect(look()).toEqual(['', { failed: 'Unexpected error.' }])
  })

  it('can be asked for again where they were stopped on their way', () => {
    pages.load()
    pages.stop()
    expect([look(), reads[0]?.isStopped]).toEqual([['fed', 'there'], true])
    pages.load()
    expect(reads).toHaveLength(2)
  })

  it('change nothing where they are stopped while none is on its way', () => {
    page = pageOf('fed', 'none')
    pages.stop()
    expect([shown, look()]).toEqual([0, ['fed', 'none']])
  })
})
