import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import type { Entry, Journal, LiveServer } from '../testing/live-server.js'
import { createJournal, documents, liveParts, startLiveServer } from '../testing/live-server.js'
import { eventually } from '../testing/eventually.js'
import type { LiveStore } from './live-store.js'
import type { LogPage } from './log-page.js'
import { createResumableLog } from './resumable-log.js'

const NO_VARIABLES = {}
let journal: Journal
let server: LiveServer
let parts: ReturnType<typeof liveParts>
let log: LiveStore<LogPage<Entry>>

const operation = {
  snapshot: documents.entries,
  updates: documents.entry,
  entriesOf: (snapshot: { entries: Entry[] }) => snapshot.entries,
  entryOf: (update: { entry: Entry }) => update.entry,
  resume: (_variables: Record<string, never>, after: string | null) => ({ after }),
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
    log = createResumableLog(operation, NO_VARIABLES, parts)
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
    log = createResumableLog(operation, NO_VARIABLES, parts)
    log.start()
    await eventually(() => expect(server.subscribed.at(-1)).toEqual({ after: null }))
    expect(ids()).toEqual([])
    await eventually(() => {
      if (journal.entries.length === 0) server.write(entry('first'))
      expect(ids()).toEqual(['first'])
    })
  })
})
