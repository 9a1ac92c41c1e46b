import type { OperationResult } from 'urql'
import { CombinedError } from 'urql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectedParts } from '../testing/connected-parts.js'
import { eventually } from '../testing/eventually.js'
import { header } from '../testing/headers.js'
import type { Entry, Journal, LiveServer } from '../testing/live-server.js'
import { createJournal, documents, liveParts, startLiveServer } from '../testing/live-server.js'
import { nudgedBy } from './nudges.js'
import type { LogStore } from './older-pages.js'
import { LARGEST_PAGE } from './older-pages.js'
import { createPolledLog } from './polled-log.js'

const PAGE = { first: 2 }
const operation = {
  snapshot: documents.entries,
  pageOf: ({ entries }: { entries: Entry[] }) => ({ entries, hasOlder: !entries.some(({ id }) => id === 'a') }),
  atPage: (variables: typeof PAGE, page: { first?: number; after?: string }) => ({ ...variables, ...page }),
  everyMs: 60_000,
  nudges: () => nudgedBy(documents.ticks, {}),
  pageSize: PAGE.first,
}
const entry = (id: string): Entry => ({ id, ...header() })

describe('a log that is asked for', () => {
  let journal: Journal
  let server: LiveServer
  let parts: ReturnType<typeof liveParts>
  let log: LogStore<Entry>
  const ids = () => log.shown().value?.entries.map(({ id }) => id)
  const nudge = () => server.tick(header())

  beforeEach(async () => {
    journal = createJournal(header())
    journal.silent = true
    journal.entries = ['a', 'b', 'c', 'd', 'e'].map(entry)
    server = await startLiveServer(journal)
    parts = liveParts(server)
    log = createPolledLog(operation, PAGE, parts)
    log.start()
    await eventually(() => expect(ids()).toEqual(['e', 'd']))
  })
  afterEach(async () => {
    log.stop()
    parts.transport.dispose()
    await server.kill()
  })

  it('reads all that it shows again when nudged', async () => {
    log.loadOlder()
    await eventually(() => expect(ids()).toEqual(['e', 'd', 'c', 'b']))
    journal.entries.push(entry('f'))
    await eventually(() => {
      nudge()
      expect(ids()).toEqual(['f', 'e', 'd', 'c'])
    })
    expect(log.shown().value?.older).toBe('there')
  })

  it('ends where there is nothing older', async () => {
    log.loadOlder()
    await eventually(() => expect(ids()).toHaveLength(4))
    log.loadOlder()
    await eventually(() => expect(ids()).toEqual(['e', 'd', 'c', 'b', 'a']))
    expect(log.shown().value?.older).toBe('none')
  })

  it('asks again when the connection was lost', async () => {
    const { port } = server
    await server.kill()
    journal.entries.push(entry('f'))
    server = await startLiveServer(journal, port)
    await eventually(() => expect(ids()).toEqual(['f', 'e']))
  })
})

describe('a log whose answers cross', () => {
  type Query = { readonly first: number; readonly after?: string }
  let written: Entry[]
  let asked: {
    readonly query: Query
    readonly answer: () => Promise<void>
    readonly fail: (message: string) => Promise<void>
  }[]
  let log: LogStore<Entry>
  let nudge: () => void
  const ids = () => log.shown().value?.entries.map(({ id }) => id)
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => entry(String(count - index)))
  const nudged = async () => {
    nudge()
    await vi.advanceTimersByTimeAsync(400)
  }
  const answerAll = async () => {
    for (const { answer } of asked.splice(0)) await answer()
  }
  const query = (_document: unknown, { first, after }: Query) => ({
    toPromise: () =>
      new Promise<OperationResult>((resolve) => {
        const from = written.findIndex(({ id }) => id === after) + 1
        const size = Math.min(first, LARGEST_PAGE)
        const entries = written.slice(from, from + size)
        const data = { entries, hasOlder: from + size < written.length }
        const answer = async () => {
          resolve({ data } as OperationResult)
          await vi.advanceTimersByTimeAsync(0)
        }
        const fail = async (message: string) => {
          resolve({ error: new CombinedError({ graphQLErrors: [message] }) } as OperationResult)
          await vi.advanceTimersByTimeAsync(0)
        }
        asked.push({ query: { first, ...(after && { after }) }, answer, fail })
      }),
  })
  const open = async (first: number) => {
    log = createPolledLog<Entry, { entries: Entry[]; hasOlder: boolean }, Query>(
      {
        snapshot: documents.entries as never,
        pageOf: (page) => page,
        atPage: (variables, page) => ({ ...variables, ...page }),
        everyMs: 60_000,
        nudges: () => (_client, onEvent) => {
          nudge = onEvent
          return () => undefined
        },
        pageSize: first,
      },
      { first },
      connectedParts({ query: query as never }),
    )
    log.start()
    await answerAll()
  }

  beforeEach(() => {
    vi.useFakeTimers()
    asked = []
  })
  afterEach(() => {
    log.stop()
    vi.useRealTimers()
  })

  it('keeps an older page that came while it was asked for the newest', async () => {
    written = numbered(6)
    await open(2)
    await nudged()
    log.loadOlder()
    await asked[1]?.answer()
    expect(ids()).toEqual(['6', '5', '4', '3'])
    await asked[0]?.answer()
    expect(ids()).toEqual(['6', '5', '4', '3'])
    expect(log.shown().value?.older).toBe('there')
  })

  it('loads what is older also when an entry came meanwhile', async () => {
    written = numbered(6)
    await open(2)
    log.loadOlder()
    written = numbered(7)
    await nudged()
    await asked[1]?.answer()
    expect(ids()).toEqual(['7', '6', '5'])
    expect(log.shown().value?.older).toBe('loading')
    await asked[0]?.answer()
    expect(ids()).toEqual(['7', '6', '5', '4', '3'])
  })

  it('loads what is older than the last one shown, also when all that is shown was replaced meanwhile', async () => {
    written = numbered(6)
    await open(2)
    log.loadOlder()
    written = numbered(9)
    await nudged()
    await asked[1]?.answer()
    await asked[0]?.answer()
    expect(asked.at(-1)?.query.after).toBe('8')
    await asked.at(-1)?.answer()
    expect(ids()).toEqual(['9', '8', '7', '6'])
  })

  it('says why older ones could not be had, also after it asked anew, until they are there', async () => {
    written = numbered(6)
    await open(2)
    log.loadOlder()
    await asked.pop()?.fail('Out of order')
    const failed = { failed: 'Out of order' }
    expect(log.shown().value?.older).toEqual(failed)
    await nudged()
    await answerAll()
    expect(log.shown().value?.older).toEqual(failed)
    log.loadOlder()
    await answerAll()
    expect(ids()).toEqual(['6', '5', '4', '3'])
    expect(log.shown().value?.older).toBe('there')
  })

  it('keeps what was loaded beyond the largest page', async () => {
    written = numbered(1_500)
    await open(800)
    log.loadOlder()
    await answerAll()
    expect(ids()).toHaveLength(1_500)
    await nudged()
    expect(asked.map(({ query: { first } }) => first)).toEqual([LARGEST_PAGE])
    await answerAll()
    expect(ids()).toHaveLength(1_500)
    expect(log.shown().value?.older).toBe('none')
  })

  it('keeps its list while nothing in it changed', async () => {
    written = numbered(2)
    await open(2)
    const before = log.shown().value?.entries
    written = numbered(2)
    await nudged()
    await answerAll()
    expect(log.shown().value?.entries).toBe(before)
    written = numbered(2).map((one) => ({ ...one, freshness: one.id === '1' ? 'STALE' : one.freshness }))
    await nudged()
    await answerAll()
    expect(log.shown().value?.entries[0]).toBe(before?.[0])
    expect(log.shown().value?.entries[1]).toMatchObject({ id: '1', freshness: 'STALE' })
  })

  it('does not grow by itself', async () => {
    written = numbered(6)
    await open(2)
    written = numbered(7)
    await nudged()
    await answerAll()
    expect(ids()).toEqual(['7', '6'])
    expect(log.shown().value?.older).toBe('there')
  })
})
