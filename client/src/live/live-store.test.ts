import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import type { Journal, LiveServer, Tick } from '../testing/live-server.js'
import { createJournal, documents, liveParts, startLiveServer } from '../testing/live-server.js'
import { eventually } from '../testing/eventually.js'
import { EMPTY_RECORD } from './live-state.js'
import type { LiveStore } from './live-store.js'
import { createLiveStore } from './live-store.js'

const NO_VARIABLES = {}
let journal: Journal
let server: LiveServer
let parts: ReturnType<typeof liveParts>
let store: LiveStore<Tick>

const operation = {
  snapshot: documents.tick,
  updates: documents.ticks,
  seed: (snapshot: { tick: Tick }, current: Tick | null) => current ?? snapshot.tick,
  fold: (_current: Tick | null, update: { tick: Tick }) => update.tick,
}
const seq = () => store.shown().value?.seq

describe('a live value', () => {
  beforeEach(async () => {
    journal = createJournal(header(5))
    server = await startLiveServer(journal)
    parts = liveParts(server)
    store = createLiveStore(operation, NO_VARIABLES, parts)
  })
  afterEach(async () => {
    store.stop()
    parts.transport.dispose()
    await server.kill()
  })

  it('starts with the present state and follows it', async () => {
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    await eventually(() => {
      server.tick(header(6))
      expect(seq()).toBe(6)
    })
  })

  it('takes the lower seq of a server that was restarted', async () => {
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    const { port } = server
    await server.kill()
    journal.tick = header(1)
    server = await startLiveServer(journal, port)
    await eventually(() => expect(seq()).toBe(1))
  })

  it('fails with the message and the code of the server, and recovers when told to retry', async () => {
    journal.refusal = 'UNKNOWN_EXPIRY'
    store.start()
    await eventually(() =>
      expect(store.shown().failure).toMatchObject({
        message: 'Refused: UNKNOWN_EXPIRY',
        code: 'UNKNOWN_EXPIRY',
        retryAtMs: null,
      }),
    )
    journal.refusal = null
    store.start()
    await eventually(() => expect(store.shown()).toMatchObject({ failure: null, value: { seq: 5 } }))
  })

  it('tries again by itself after a failure when a new connection opens', async () => {
    journal.refusal = 'BROKEN'
    store.start()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    const { port } = server
    await server.kill()
    journal.refusal = null
    server = await startLiveServer(journal, port)
    await eventually(() => expect(store.shown()).toMatchObject({ failure: null, value: { seq: 5 } }))
  })

  it('keeps a value of a lost connection as such until the next connection brings one', async () => {
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    const { port } = server
    await server.kill()
    await eventually(() => expect(store.shown().lostAtMs).not.toBeNull())
    journal.silent = true
    server = await startLiveServer(journal, port)
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    expect(store.shown()).toMatchObject({ value: { seq: 5 }, lostAtMs: expect.any(Number) as number })
    await eventually(() => {
      server.tick(header(6))
      expect(store.shown()).toMatchObject({ value: { seq: 6 }, lostAtMs: null })
    })
  })

  it('does not let a late answer to its query hide that its subscription was refused', async () => {
    let answer = () => {}
    journal.queryHeld = new Promise((resolve) => (answer = resolve))
    journal.updatesRefusal = 'UNKNOWN_EXPIRY'
    store.start()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    answer()
    const { data } = await parts.client.query(documents.tick, {}, { requestPolicy: 'network-only' }).toPromise()
    expect(data?.tick.seq).toBe(5)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(store.shown()).toMatchObject({ failure: { code: 'UNKNOWN_EXPIRY' }, value: null })
  })

  it('tries again by itself after a fault of the server', async () => {
    journal.refusal = 'INTERNAL_SERVER_ERROR'
    store.start()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    journal.refusal = null
    await eventually(() => expect(store.shown()).toMatchObject({ failure: null, value: { seq: 5 } }))
  })

  it('does not call a server that is away a failure', async () => {
    const { port } = server
    await server.kill()
    store.start()
    await eventually(() => expect(parts.connection.current().kind).toBe('reconnecting'))
    expect(store.shown()).toEqual(EMPTY_RECORD)
    server = await startLiveServer(journal, port)
    await eventually(() => expect(seq()).toBe(5))
  })

  it('reports a stale source, and not any more once it is stopped', async () => {
    parts.freshness.report({}, 'live')
    journal.tick = header(5, { freshness: 'STALE' })
    store.start()
    await eventually(() => expect(parts.freshness.overall()).toBe('stale'))
    store.stop()
    expect(parts.freshness.overall()).toBe('live')
  })

  it('reports a source that was silent from the very start', async () => {
    parts.freshness.report({}, 'live')
    journal.tick = header(0, { freshness: 'STALE', asOf: null })
    store.start()
    await eventually(() => expect(parts.freshness.overall()).toBe('waiting'))
    server.tick(header(1))
    await eventually(() => expect(parts.freshness.overall()).toBe('live'))
  })

  it('reports that it waits when neither query nor subscription are answered', async () => {
    parts.freshness.report({}, 'live')
    journal.queryHeld = new Promise(() => undefined)
    journal.silent = true
    store.start()
    await eventually(() => expect(parts.freshness.overall()).toBe('waiting'))
  })

  it('is not fresh on a new connection before that has brought a value', async () => {
    store.start()
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    await eventually(() => expect(parts.freshness.overall()).toBe('live'))
    const { port } = server
    await server.kill()
    await eventually(() => expect(parts.freshness.overall()).toBe('waiting'))
    journal.silent = true
    server = await startLiveServer(journal, port)
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    expect(parts.freshness.overall()).toBe('waiting')
    await eventually(() => {
      server.tick(header(6))
      expect(parts.freshness.overall()).toBe('live')
    })
  })

  it('leaves a refusal to its panel', async () => {
    let refuse = () => {}
    journal.updatesHeld = new Promise((resolve) => (refuse = resolve))
    journal.updatesRefusal = 'UNKNOWN_EXPIRY'
    journal.tick = header(5, { freshness: 'STALE' })
    parts.freshness.report({}, 'live')
    store.start()
    await eventually(() => expect(parts.freshness.overall()).not.toBe('live'))
    refuse()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    expect(parts.freshness.overall()).toBe('live')
  })
})
