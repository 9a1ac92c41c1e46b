import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.js'
import { header } from '../testing/headers.js'
import type { Entry, Journal, LiveServer } from '../testing/live-server.js'
import { createJournal, documents, liveParts, startLiveServer } from '../testing/live-server.js'
import { nudgedBy } from './nudges.js'
import type { LogStore } from './older-pages.js'
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
