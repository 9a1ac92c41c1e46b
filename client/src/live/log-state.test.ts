import { describe, expect, it } from 'vitest'
import { createFrameScheduler } from './frame-scheduler.js'
import { createFrameStore } from './frame-store.js'
import { EMPTY_RECORD, type LiveRecord } from './live-state.js'
import type { LogPage } from './log-page.js'
import { createLogState } from './log-state.js'

interface Entry {
  readonly id: string
}

const entries = (letters: string): Entry[] => [...letters].map((id) => ({ id }))
const newest = (letters: string, hasOlder = false) => ({ entries: entries(letters), hasOlder })
const event = (id: string, cursor = id) => ({ cursor, entry: { id }, isNew: true })

function logState({ resumesAfterEntry = true } = {}) {
  const frames = createFrameScheduler({ nextFrame: () => undefined, onVisible: () => () => undefined })
  const store = createFrameStore<LiveRecord<LogPage<Entry>>>(EMPTY_RECORD, frames)
  const log = createLogState({ resumesAfterEntry, pageSize: 3, capacity: 4 }, store)
  const look = () =>
    log
      .page()
      ?.entries.map(({ id }) => id)
      .join('')
  /** As on a connection on which nothing was heard while the newest page was on its way. */
  const read = (letters: string, hasOlder?: boolean) => {
    log.ask()
    log.take(newest(letters, hasOlder))
  }
  return { log, look, read }
}

describe('the state of a log', () => {
  it('asks for a page at first, and then for as many entries as it shows', () => {
    const { log, read } = logState()
    expect(log.ask()).toBe(3)
    read('b')
    expect(log.ask()).toBe(3)
    log.lengthen({ entries: entries('hgfedcba'), older: 'none' })
    expect(log.ask()).toBe(8)
    log.forget()
    expect(log.ask()).toBe(3)
  })

  it('keeps as many entries as it has room for, more once it was lengthened, and as few again for another log', () => {
    const { log, look, read } = logState()
    read('cba')
    for (const id of 'def') log.hear('news', event(id))
    expect(look()).toBe('fedc')
    log.lengthen({ entries: entries('fedcba'), older: 'none' })
    log.hear('news', event('g'))
    expect(look()).toBe('gfedcb')
    log.forget()
    read('xyz')
    for (const id of 'wv') log.hear('news', event(id))
    expect(look()).toBe('vwxy')
  })

  it('shows of another log nothing that it showed before, though both have an entry', () => {
    const { log, look, read } = logState()
    read('cba', true)
    log.forget()
    read('yxb')
    expect([look(), log.page()?.older]).toEqual(['yxb', 'none'])
  })

  it('resumes after the newest entry of its first page, or after what was heard last', () => {
    const { log, read } = logState()
    expect(log.cursor('news')).toBeNull()
    read('ba')
    expect([log.cursor('news'), log.cursor('changes')]).toEqual(['b', null])
    log.hear('news', event('c'))
    log.hear('changes', event('x'))
    expect([log.cursor('news'), log.cursor('changes')]).toEqual(['c', 'x'])
    read('cba')
    expect([log.cursor('news'), log.cursor('changes')]).toEqual(['c', 'x'])
    log.forget()
    expect([log.cursor('news'), log.cursor('changes')]).toEqual([null, null])
  })

  it('resumes after no entry where its events have ids of their own, and after none of an empty page', () => {
    const own = logState({ resumesAfterEntry: false })
    own.read('ba')
    expect(own.log.cursor('news')).toBeNull()
    const empty = logState()
    empty.read('')
    expect([empty.look(), empty.log.cursor('news')]).toEqual(['', null])
  })

  it('forgets where it was on a connection that was lost before its first page came', () => {
    const { log } = logState()
    log.ask()
    log.hear('news', event('c'))
    log.hear('changes', { ...event('x'), isNew: false })
    expect([log.cursor('news'), log.cursor('changes'), log.page()]).toEqual([null, null, null])
    log.ask()
    log.take(newest('ba'))
    expect([log.cursor('news'), log.cursor('changes')]).toEqual(['b', null])
  })

  it('shows above its page what it heard since that was asked for, and nothing of before', () => {
    const { log, look } = logState()
    log.hear('news', event('x'))
    log.ask()
    log.hear('news', event('c'))
    log.take(newest('ba'))
    log.hear('news', event('d'))
    expect(look()).toBe('dcba')
  })

  it('renews what it shows from a page that was read again beside a stream that resumed, and adds nothing', () => {
    const { log, look, read } = logState()
    read('ba')
    log.hear('news', event('c'))
    read('dcb', true)
    expect([look(), log.page()?.older]).toEqual(['cba', 'none'])
  })

  it('stays the very same page where an event says nothing new of it', () => {
    const { log, read } = logState()
    read('ba')
    const page = log.page()
    log.hear('news', event('b'))
    log.hear('changes', { ...event('x'), isNew: false })
    expect(log.page()).toBe(page)
  })

  it('has the older entries of the page that was read first', () => {
    const { log, read } = logState()
    read('cba', true)
    expect(log.page()?.older).toBe('there')
  })
})
