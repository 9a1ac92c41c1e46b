import { CombinedError } from 'urql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import { header } from '../testing/headers.js'
import type { Entry, Journal, LiveServer } from '../testing/live-server.js'
import { createJournal, documents, liveParts, startLiveServer } from '../testing/live-server.js'
import { eventually } from '../testing/eventually.js'
import { nudgedBy } from './nudges.js'
import type { LogStore } from './older-pages.js'
import { createResumableLog } from './resumable-log.js'

const PAGE = { first: 4 }
let journal: Journal
let server: LiveServer
let parts: ReturnType<typeof liveParts>
let log: LogStore<Entry>

const operation = {
  snapshot: documents.entries,
  updates: documents.entry,
  pageOf: ({ entries }: { entries: Entry[] }) => ({ entries, hasOlder: entries.length === PAGE.first }),
  atPage: (variables: typeof PAGE, page: { first?: number; after?: string }) => ({ ...variables, ...page }),
  entryOf: (update: { entry: Entry }) => update.entry,
  resume: (_variables: typeof PAGE, after: string | null) => ({ after }),
  capacity: 4,
}
const entry = (id: string): Entry => ({ id, ...header() })
const ids = () => log.shown().value?.entries.map(({ id }) => id)
const restart = async () => {
  const { port } = server
  await server.kill()
  return startLiveServer(journal, port)
}

describe('a log', () => {
  beforeEach(async () => {
    journal = createJournal(header())
    journal.entries.push(entry('a'), entry('b'))
    server = await startLiveServer(journal)
    parts = liveParts(server)
    log = createResumableLog(operation, PAGE, parts)
    log.start()
    await eventually(() => expect(server.subscribed).toHaveLength(1))
  })
  afterEach(async () => {
    log.stop()
    parts.transport.dispose()
    await server.kill()
  })

  it('shows the newest page and continues after it', async () => {
    expect(server.subscribed).toEqual([{ after: 'b' }])
    expect(ids()).toEqual(['b', 'a'])
    server.write(entry('c'))
    await eventually(() => expect(ids()).toEqual(['c', 'b', 'a']))
  })

  it('resumes after the last entry it saw, not after the first it asked for', async () => {
    server.write(entry('c'))
    await eventually(() => expect(ids()).toEqual(['c', 'b', 'a']))
    const { port } = server
    await server.kill()
    journal.entries.push(entry('d'))
    server = await startLiveServer(journal, port)
    await eventually(() => expect(ids()).toEqual(['d', 'c', 'b', 'a']))
    expect(server.subscribed).toEqual([{ after: 'c' }])
    server.write(entry('e'))
    await eventually(() => expect(ids()).toEqual(['e', 'd', 'c', 'b']))
  })

  it('reads the newest page again when the server does not know its cursor', async () => {
    journal.entries = [entry('x'), entry('y')]
    server = await restart()
    await eventually(() => expect(ids()).toEqual(['y', 'x']))
    await eventually(() => expect(server.subscribed.at(-1)).toEqual({ after: 'y' }))
    server.write(entry('z'))
    await eventually(() => expect(ids()).toEqual(['z', 'y', 'x']))
    expect(log.shown().failure).toBeNull()
  })

  it('follows a log that was empty', async () => {
    log.stop()
    journal.entries = []
    log = createResumableLog(operation, PAGE, parts)
    log.start()
    await eventually(() => expect(server.subscribed.at(-1)).toEqual({ after: null }))
    expect(ids()).toEqual([])
    await eventually(() => {
      if (journal.entries.length === 0) server.write(entry('first'))
      expect(ids()).toEqual(['first'])
    })
  })

  it('shows older pages below, and keeps them when new entries come', async () => {
    log.stop()
    journal.entries = ['1', '2', '3', '4', '5', '6', '7'].map(entry)
    log = createResumableLog(operation, PAGE, parts)
    log.start()
    await eventually(() => expect(ids()).toEqual(['7', '6', '5', '4']))
    expect(log.shown().value?.older).toBe('there')
    log.loadOlder()
    log.loadOlder()
    await eventually(() => expect(ids()).toEqual(['7', '6', '5', '4', '3', '2', '1']))
    expect(log.shown().value?.older).toBe('none')
    server.write(entry('8'))
    await eventually(() => expect(ids()).toEqual(['8', '7', '6', '5', '4', '3', '2']))
    expect(log.shown().value?.older).toBe('there')
  })

  it('shows an older page also when an entry came while it was read', async () => {
    log.stop()
    journal.entries = ['1', '2', '3', '4', '5', '6', '7'].map(entry)
    log = createResumableLog(operation, PAGE, parts)
    log.start()
    await eventually(() => expect(ids()).toEqual(['7', '6', '5', '4']))
    await eventually(() => expect(server.subscribed.at(-1)).toEqual({ after: '7' }))
    let release = () => {}
    journal.entriesHeld = new Promise((resolve) => (release = resolve))
    log.loadOlder()
    server.write(entry('8'))
    await eventually(() => expect(ids()?.[0]).toBe('8'))
    release()
    await eventually(() => expect(ids()).toEqual(['8', '7', '6', '5', '4', '3', '2', '1']))
    expect(log.shown().value?.older).toBe('none')
  })

  it('asks again how open entries are when nudged, and changes them in their place', async () => {
    log.stop()
    const renewal = {
      isOpen: ({ freshness }: Entry) => freshness === 'STALE',
      everyMs: 60_000,
      nudges: () => nudgedBy(documents.ticks, {}),
    }
    journal.silent = true
    journal.entries = [entry('a'), { ...entry('b'), freshness: 'STALE' }, entry('c')]
    log = createResumableLog({ ...operation, renewal }, PAGE, parts)
    log.start()
    await eventually(() => expect(ids()).toEqual(['c', 'b', 'a']))
    journal.entries = [entry('a'), entry('b'), entry('c')]
    await eventually(() => {
      server.tick(header())
      return expect(log.shown().value?.entries.map(({ freshness }) => freshness)).toEqual(['LIVE', 'LIVE', 'LIVE'])
    })
    expect(ids()).toEqual(['c', 'b', 'a'])
  })
})

describe('an empty log', () => {
  afterEach(() => {
    log.stop()
    vi.useRealTimers()
  })

  it('reads what was written before its subscription also when that ends at once', async () => {
    vi.useFakeTimers()
    let entries: Entry[] = []
    let end: (() => void) | undefined
    const query = () => ({ toPromise: () => Promise.resolve({ data: { entries } }) })
    const subscription = (_document: unknown, _variables: unknown, { onEnd }: { onEnd: () => void }) => {
      end = onEnd
      return { subscribe: () => ({ unsubscribe: () => undefined }) }
    }
    log = createResumableLog(
      operation,
      PAGE,
      connectedParts({ query: query as never, subscription: subscription as never }),
    )
    log.start()
    await vi.advanceTimersByTimeAsync(500)
    entries = [entry('a')]
    end?.()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(ids()).toEqual(['a'])
  })
})

it('says that open entries could not be renewed, and why, until they are', async () => {
  vi.useFakeTimers()
  const entries = [entry('a')]
  const refused = { error: new CombinedError({ graphQLErrors: ['Out of order'] }) }
  let answer: object = { data: { entries } }
  const query = () => ({ toPromise: () => Promise.resolve(answer) })
  const subscription = () => ({ subscribe: () => ({ unsubscribe: () => undefined }) })
  const renewal = { isOpen: () => true, everyMs: 60_000, nudges: () => () => () => undefined }
  log = createResumableLog(
    { ...operation, renewal },
    PAGE,
    connectedParts({ query: query as never, subscription: subscription as never }),
  )
  log.start()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(log.shown().unanswered).toBeNull()
  answer = refused
  await vi.advanceTimersByTimeAsync(60_000)
  expect(log.shown()).toMatchObject({ value: { entries }, unanswered: { message: 'Out of order' } })
  answer = { data: { entries } }
  await vi.advanceTimersByTimeAsync(60_000)
  expect(log.shown()).toMatchObject({ value: { entries }, unanswered: null })
  log.stop()
  vi.useRealTimers()
})

it('renews open entries one question at a time, once more for what came meanwhile, and only when one changed', async () => {
  vi.useFakeTimers()
  let nudge = () => {}
  const asked: ((entries: Entry[]) => Promise<void>)[] = []
  const query = () => ({
    toPromise: () =>
      new Promise((resolve) => {
        asked.push(async (entries) => {
          resolve({ data: { entries } })
          await vi.advanceTimersByTimeAsync(0)
        })
      }),
  })
  const subscription = () => ({ subscribe: () => ({ unsubscribe: () => undefined }) })
  const renewal = {
    isOpen: () => true,
    everyMs: 60_000,
    nudges: () => (_client: unknown, onEvent: () => void) => {
      nudge = onEvent
      return () => undefined
    },
  }
  log = createResumableLog(
    { ...operation, renewal },
    PAGE,
    connectedParts({ query: query as never, subscription: subscription as never }),
  )
  log.start()
  await asked[0]?.([entry('a')])
  const nudged = async () => {
    nudge()
    await vi.advanceTimersByTimeAsync(400)
  }
  await nudged()
  await nudged()
  const before = log.shown()
  expect(asked).toHaveLength(2)
  await asked[1]?.([entry('a')])
  expect(log.shown()).toBe(before)
  await asked[2]?.([{ ...entry('a'), freshness: 'STALE' }])
  expect(log.shown().value?.entries[0]?.freshness).toBe('STALE')
  expect(asked).toHaveLength(3)
  log.stop()
  vi.useRealTimers()
})
