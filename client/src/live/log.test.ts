import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { afterPause, eventually } from '../testing/eventually.js'
import { header } from '../testing/headers.js'
import {
  createJournal,
  documents,
  liveParts,
  startLiveServer,
  type Change,
  type Entry,
  type Journal,
  type LiveServer,
} from '../testing/live-server.js'
import { logStream, type LogOperation } from './log-operation.js'
import { createLog, type LogStore } from './log.js'

type None = Record<string, never>
type Operation = LogOperation<Entry, { entries: Entry[] }, None>

let journal: Journal
let server: LiveServer
let parts: ReturnType<typeof liveParts>
let log: LogStore<Entry>

/** A log whose entries only come. */
const operation: Operation = {
  pages: documents.entries,
  pageOf: ({ entries }) => ({ entries, hasOlder: entries.length > 0 && !entries.some(({ id }) => id === 'a') }),
  news: logStream(documents.entry, ({ entry }) => ({ cursor: entry.id, entry, isNew: true })),
  resumesAfterEntry: true,
  pageSize: 3,
  capacity: 4,
}
const changes = logStream<Entry, None, { change: Change }>(documents.change, ({ change: { id, entry } }) => ({
  cursor: id,
  entry,
  isNew: false,
}))
/** A log whose entries change, told by a stream of its own. */
const withChanges: Operation = { ...operation, changes }
/** A log with one stream for both, whose events have ids of their own: an entry that stays LIVE is new. */
const ofEvents: Operation = {
  ...operation,
  resumesAfterEntry: false,
  news: logStream(documents.change, ({ change: { id, entry } }) => ({
    cursor: id,
    entry,
    isNew: entry.freshness === 'LIVE',
  })),
}

const entry = (id: string, freshness: Entry['freshness'] = 'LIVE'): Entry => ({ id, ...header(1, { freshness }) })
const entries = (letters: string) => [...letters].map((id) => entry(id))
const shown = () =>
  log
    .shown()
    .value?.entries.map(({ id, freshness }) => (freshness === 'STALE' ? id.toUpperCase() : id))
    .join('')
const older = () => log.shown().value?.older
/** A change of an entry shows as its letter in upper case. */
const change = (id: string) => ({ id: `change of ${id}`, entry: entry(id, 'STALE') })
const open = (letters: string, of = operation) => {
  journal.entries = entries(letters)
  log = createLog(of, {}, parts)
  log.start()
}
const untilShown = (letters: string) => eventually(() => expect(shown()).toBe(letters))
/** What the server sent before this has come. */
const roundTrip = () =>
  new Promise((came) => {
    const ignore = () => undefined
    parts.transport.run(() => ({ query: 'subscription { tick { seq } }' }), {
      next: came,
      error: ignore,
      complete: ignore,
    })
  })
const down = async (whileDown: () => void) => {
  const { port } = server
  await server.kill()
  whileDown()
  server = await startLiveServer(journal, port)
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  journal = createJournal(header())
  server = await startLiveServer(journal)
  parts = liveParts(server)
})
afterEach(async () => {
  log.stop()
  parts.transport.dispose()
  await server.kill()
  vi.useRealTimers()
})

describe('a log', () => {
  it('reads its newest page once and continues it', async () => {
    open('ab')
    await untilShown('ba')
    server.write(entry('c'))
    await untilShown('cba')
    expect(server.asked).toEqual([{ first: 3 }])
    expect(older()).toBe('none')
  })

  it('is started again in place of what ran, and runs no more once it is stopped', async () => {
    open('ab')
    await untilShown('ba')
    log.start()
    await eventually(() => expect(server.asked).toHaveLength(2))
    server.write(entry('c'))
    await untilShown('cba')
    log.stop()
    server.write(entry('d'))
    await roundTrip()
    expect(shown()).toBe('cba')
  })

  it('resumes after the last entry it saw, not after the first it asked for, and reads no page again', async () => {
    open('ab')
    await untilShown('ba')
    server.write(entry('c'))
    await untilShown('cba')
    await down(() => journal.entries.push(entry('d'), entry('e')))
    await untilShown('edcb')
    expect([server.subscribed, server.asked]).toEqual([[{ after: 'c' }], []])
    server.write(entry('f'))
    await untilShown('fedc')
  })

  it('resumes after the newest entry of its page where none came since', async () => {
    open('ab')
    await untilShown('ba')
    await down(() => journal.entries.push(entry('c')))
    await untilShown('cba')
    expect(server.subscribed).toEqual([{ after: 'b' }])
  })

  it('begins anew when the server does not know its cursor', async () => {
    open('ab')
    await untilShown('ba')
    await down(() => (journal.entries = entries('xy')))
    await afterPause(() => expect(shown()).toBe('yx'))
    expect(server.subscribed.at(-1)).toEqual({ after: null })
    server.write(entry('z'))
    await untilShown('zyx')
    expect(log.shown().failure).toBeNull()
  })

  it('follows a log that was empty, also over a lost connection', async () => {
    open('')
    await untilShown('')
    await down(() => journal.entries.push(entry('a'), entry('b')))
    await untilShown('ba')
    server.write(entry('c'))
    await untilShown('cba')
  })

  it('shows once what comes while its newest page is on its way, and what the page has already', async () => {
    let answer = () => {}
    journal.answersHeld = new Promise((resolve) => (answer = resolve))
    open('ab')
    await eventually(() => expect(server.asked).toHaveLength(1))
    server.write(entry('c'))
    await roundTrip()
    expect(shown()).toBeUndefined()
    answer()
    await untilShown('cba')
  })

  it('is in order when the connection is lost while its newest page is on its way', async () => {
    journal.answersHeld = new Promise(() => undefined)
    open('ab')
    await eventually(() => expect(server.asked).toHaveLength(1))
    server.write(entry('c'))
    await roundTrip()
    await down(() => {
      journal.entries.push(...entries('defgh'))
      journal.answersHeld = Promise.resolve()
    })
    await untilShown('hgf')
    await down(() => journal.entries.push(entry('i')))
    await untilShown('ihgf')
  })

  it('says why it could not be read, and tries again by itself', async () => {
    journal.queryRefusal = 'INTERNAL_SERVER_ERROR'
    open('ab')
    await eventually(() => expect(log.shown().failure).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' }))
    journal.queryRefusal = null
    await afterPause(() => expect(shown()).toBe('ba'))
    expect(log.shown().failure).toBeNull()
    server.write(entry('c'))
    await untilShown('cba')
    // What ran before the failure has ended with it.
    log.stop()
    server.write(entry('d'))
    await roundTrip()
    expect(shown()).toBe('cba')
  })

  it('is read at once by who presses Retry, though it was refused', async () => {
    journal.queryRefusal = 'UNKNOWN_ACCOUNT'
    open('ab')
    await eventually(() => expect(log.shown().failure).toMatchObject({ code: 'UNKNOWN_ACCOUNT', retryAtMs: null }))
    journal.queryRefusal = null
    log.start()
    await untilShown('ba')
    expect(log.shown().failure).toBeNull()
  })
})

describe('the older pages of a log', () => {
  it('are read below when they are asked for, and once, however often that is', async () => {
    open('abcdefg')
    await untilShown('gfe')
    expect(older()).toBe('there')
    log.loadOlder()
    expect(server.asked).toHaveLength(1)
    log.loadOlder()
    log.loadOlder()
    await untilShown('gfedcb')
    expect(older()).toBe('there')
    expect(server.asked).toEqual([{ first: 3 }, { first: 3, after: 'e' }])
    log.loadOlder()
    await untilShown('gfedcba')
    expect(older()).toBe('none')
    log.loadOlder()
    server.write(entry('h'))
    await untilShown('hgfedcb')
    expect(server.asked).toHaveLength(3)
    expect(older()).toBe('there')
  })

  it('come also when an entry came meanwhile, and say until then that they are on their way', async () => {
    open('abcdef')
    await untilShown('fed')
    let answer = () => {}
    journal.answersHeld = new Promise((resolve) => (answer = resolve))
    log.loadOlder()
    server.write(entry('g'))
    await untilShown('gfed')
    server.write(entry('h'))
    await untilShown('hgfed')
    expect(older()).toBe('loading')
    answer()
    await untilShown('hgfedcba')
    expect(older()).toBe('none')
  })

  it('say why they could not be read, and are read when asked for again', async () => {
    open('abcde')
    await untilShown('edc')
    journal.queryRefusal = 'INTERNAL_SERVER_ERROR'
    log.loadOlder()
    const failed = { failed: 'Refused: INTERNAL_SERVER_ERROR' }
    await eventually(() => expect(older()).toEqual(failed))
    server.write(entry('f'))
    await untilShown('fedc')
    expect(older()).toEqual(failed)
    journal.queryRefusal = null
    log.loadOlder()
    await untilShown('fedcba')
    expect(older()).toBe('none')
  })

  it('stay over a lost connection, and can be asked for while it is lost', async () => {
    open('abcdefg')
    await untilShown('gfe')
    await down(() => log.loadOlder())
    await untilShown('gfedcb')
    await down(() => journal.entries.push(entry('h')))
    await untilShown('hgfedc')
  })

  it('are let go of where the server begins another log meanwhile', async () => {
    open('abcdef')
    await untilShown('fed')
    let answer = () => {}
    journal.answersHeld = new Promise((resolve) => (answer = resolve))
    log.loadOlder()
    await eventually(() => expect(server.asked).toHaveLength(2))
    await down(() => (journal.entries = [...entries('axyz')]))
    await afterPause(() => expect(server.subscribed.at(-1)).toEqual({ after: null }))
    answer()
    await untilShown('zyx')
    expect(older()).toBe('there')
    log.loadOlder()
    await untilShown('zyxa')
  })

  it('can be asked for again where the log was stopped while it read them', async () => {
    open('abcdef')
    await untilShown('fed')
    journal.answersHeld = new Promise(() => undefined)
    log.loadOlder()
    await eventually(() => expect(server.asked).toHaveLength(2))
    log.stop()
    await eventually(() => expect(older()).toBe('there'))
    journal.answersHeld = Promise.resolve()
    log.start()
    log.loadOlder()
    await untilShown('fedcba')
  })
})

describe('a log whose entries change', () => {
  it('shows each change in its place, and none of an entry that it does not show', async () => {
    open('abcd', withChanges)
    await untilShown('dcb')
    server.change(change('a'))
    server.change(change('c'))
    await untilShown('dCb')
    server.write(entry('e'))
    await untilShown('edCb')
  })

  it('resumes its changes after the last of them', async () => {
    open('abc', withChanges)
    await untilShown('cba')
    server.change(change('b'))
    await untilShown('cBa')
    await down(() => {
      journal.changes.push(change('a'))
      journal.entries = [entry('a', 'STALE'), entry('b', 'STALE'), entry('c'), entry('d')]
    })
    await untilShown('dcBA')
    expect(server.subscribed).toEqual([{ after: 'c' }, { after: 'change of b' }])
    expect(server.asked).toEqual([])
  })

  it('reads what it shows again after a lost connection before which no change came', async () => {
    open('abcdefg', withChanges)
    await untilShown('gfe')
    log.loadOlder()
    await untilShown('gfedcb')
    await down(() => {
      journal.entries = [...journal.entries.map(({ id }) => entry(id, id === 'c' ? 'STALE' : 'LIVE')), entry('h')]
    })
    await untilShown('hgfedC')
    expect(server.asked).toEqual([{ first: 6 }])
  })

  it('keeps a change that came while it was read again', async () => {
    let answer = () => {}
    open('abc', withChanges)
    await untilShown('cba')
    await down(() => {
      journal.answersHeld = new Promise((resolve) => (answer = resolve))
    })
    await eventually(() => expect(server.asked).toHaveLength(1))
    server.change(change('b'))
    await untilShown('cBa')
    answer()
    await parts.client.query(documents.before, { of: 'it' }).toPromise()
    await untilShown('cBa')
    await eventually(() => expect(shown()).toBe('cBa'))
  })

  it('has a change that came while its newest page was on its way', async () => {
    let answer = () => {}
    journal.answersHeld = new Promise((resolve) => (answer = resolve))
    open('abc', withChanges)
    await eventually(() => expect(server.asked).toHaveLength(1))
    server.change(change('b'))
    await roundTrip()
    answer()
    await untilShown('cBa')
  })
})

describe('a log whose events have ids of their own', () => {
  const placed = (id: string) => {
    const event = { id: `event of ${id}`, entry: entry(id) }
    journal.entries.push(event.entry)
    return event
  }

  it('shows new entries first and changed ones in their place', async () => {
    open('ab', ofEvents)
    await untilShown('ba')
    server.change(placed('c'))
    await untilShown('cba')
    server.change(change('b'))
    await untilShown('cBa')
  })

  it('resumes after the last event', async () => {
    open('ab', ofEvents)
    await untilShown('ba')
    server.change(placed('c'))
    await untilShown('cba')
    await down(() => journal.changes.push(placed('d')))
    await untilShown('dcba')
    expect([server.subscribed, server.asked]).toEqual([[{ after: 'event of c' }], []])
  })

  it('has what it missed also when an event comes before the page that brings it', async () => {
    let answer = () => {}
    open('ab', ofEvents)
    await untilShown('ba')
    await down(() => {
      journal.entries.push(...entries('cd'))
      journal.answersHeld = new Promise((resolve) => (answer = resolve))
    })
    await eventually(() => expect(server.asked).toHaveLength(1))
    server.change(placed('e'))
    await untilShown('eba')
    answer()
    await untilShown('edcb')
  })

  it('reads its newest page again after a lost connection before which no event came, and continues it', async () => {
    open('abcdefg', ofEvents)
    await untilShown('gfe')
    log.loadOlder()
    await untilShown('gfedcb')
    await down(() => {
      journal.entries = [...journal.entries.map(({ id }) => entry(id, id === 'f' ? 'STALE' : 'LIVE')), entry('h')]
    })
    await untilShown('hgFedc')
  })
})
