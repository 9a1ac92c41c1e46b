import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { afterPause, eventually } from '../testing/eventually.js'
import { header } from '../testing/headers.js'
import {
  createJournal,
  documents,
  liveParts,
  startLiveServer,
  type Journal,
  type LiveServer,
  type Tick,
} from '../testing/live-server.js'
import { EMPTY_RECORD } from './live-state.js'
import { createLiveStore, type LiveStore } from './live-store.js'
import { pastQuery } from './past.js'

const NO_VARIABLES = {}
let journal: Journal
let server: LiveServer
let parts: ReturnType<typeof liveParts>

const operation = {
  updates: documents.ticks,
  fold: (_current: Tick | null, update: { tick: Tick }) => update.tick,
}
const restart = async () => {
  const { port } = server
  await server.kill()
  server = await startLiveServer(journal, port)
}

/** What came before this is shown. */
const nextFrame = () => new Promise<void>((resolve) => parts.frames.request(resolve))
/** What the server sent before this has come and is shown. */
const allShown = async () => {
  await parts.client.query(documents.before, { of: 'another' }).toPromise()
  await nextFrame()
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  journal = createJournal(header(5))
  server = await startLiveServer(journal)
  parts = liveParts(server)
})

describe('a live value', () => {
  let store: LiveStore<Tick>
  const seq = () => store.shown().value?.seq
  beforeEach(() => {
    store = createLiveStore(operation, NO_VARIABLES, parts)
  })
  afterEach(async () => {
    store.stop()
    parts.transport.dispose()
    await server.kill()
    vi.useRealTimers()
  })

  it('starts with the present state and follows it, and asks for nothing else', async () => {
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    server.tick(header(6))
    await eventually(() => expect(seq()).toBe(6))
    expect([server.subscribed.length, server.asked.length]).toEqual([1, 0])
  })

  it('takes the lower seq of a server that was restarted', async () => {
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    journal.tick = header(1)
    await restart()
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
    let update = () => {}
    journal.updatesHeld = new Promise((resolve) => (update = resolve))
    store.start()
    await eventually(() => expect(store.shown()).toMatchObject({ failure: null, value: null }))
    update()
    await eventually(() => expect(store.shown()).toMatchObject({ failure: null, value: { seq: 5 } }))
  })

  it('is followed once, however often it is started', async () => {
    store.start()
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    store.stop()
    server.tick(header(6))
    await allShown()
    expect(seq()).toBe(5)
  })

  it('tries again by itself after a failure when a new connection opens', async () => {
    journal.refusal = 'UNKNOWN_EXPIRY'
    store.start()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    journal.refusal = null
    await restart()
    await eventually(() => expect(store.shown()).toMatchObject({ failure: null, value: { seq: 5 } }))
  })

  it('keeps a value of a lost connection as such until the next connection brings one', async () => {
    store.start()
    await eventually(() => expect(seq()).toBe(5))
    const { port } = server
    await server.kill()
    await eventually(() => expect(store.shown().lostAtMs).not.toBeNull())
    journal.silent = true
    server = await startLiveServer(journal, port)
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    const { lostAtMs } = store.shown()
    expect(store.shown()).toMatchObject({ value: { seq: 5 }, lostAtMs: expect.any(Number) as number })
    await server.kill()
    await eventually(() => expect(parts.connection.current().kind).toBe('reconnecting'))
    server = await startLiveServer(journal, port)
    await eventually(() => expect(server.subscribed).toHaveLength(1))
    expect(store.shown().lostAtMs).toBe(lostAtMs)
    await eventually(() => {
      server.tick(header(6))
      expect(store.shown()).toMatchObject({ value: { seq: 6 }, lostAtMs: null })
    })
  })

  it('tries again by itself after a fault of the server', async () => {
    journal.refusal = 'INTERNAL_SERVER_ERROR'
    store.start()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    journal.refusal = null
    await afterPause(() => expect(store.shown()).toMatchObject({ failure: null, value: { seq: 5 } }))
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

  it('reports that it waits when its subscription brings nothing', async () => {
    parts.freshness.report({}, 'live')
    journal.silent = true
    store.start()
    await afterPause(() => expect(parts.freshness.overall()).toBe('waiting'))
  })

  it('is not fresh on a new connection before that has brought a value', async () => {
    store.start()
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
    journal.refusal = 'UNKNOWN_EXPIRY'
    parts.freshness.report({}, 'live')
    store.start()
    await afterPause(() => expect(parts.freshness.overall()).not.toBe('live'))
    refuse()
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    expect(parts.freshness.overall()).toBe('live')
  })
})

describe('a live value with a past', () => {
  interface Told extends Tick {
    readonly before: readonly number[]
  }
  let store: LiveStore<Told>
  const withPast = {
    updates: documents.ticks,
    fold: (current: Told | null, { tick }: { tick: Tick }) => ({ ...tick, before: current?.before ?? [] }),
    past: pastQuery(documents.before, {
      wanted: () => [{ of: 'it' }],
      join: (value: Told, { before }: { before: number[] }) => ({ ...value, before }),
      missed: (before: Told, after: Told) => (after.seq > before.seq + 1 ? [{ of: 'it' }] : []),
    }),
  }
  const shown = () => store.shown().value
  beforeEach(() => {
    journal.before = [1, 2]
    store = createLiveStore(withPast, NO_VARIABLES, parts)
  })
  afterEach(async () => {
    store.stop()
    parts.transport.dispose()
    await server.kill()
    vi.useRealTimers()
  })

  it('asks for it once', async () => {
    store.start()
    await eventually(() => expect(shown()).toMatchObject({ seq: 5, before: [1, 2] }))
    server.tick(header(6))
    await eventually(() => expect(shown()).toMatchObject({ seq: 6, before: [1, 2] }))
    expect(server.asked).toEqual([{ of: 'it' }])
  })

  it('has it also when it comes before the first value, or long after', async () => {
    let update = () => {}
    journal.updatesHeld = new Promise((resolve) => (update = resolve))
    store.start()
    await eventually(() => expect(server.asked).toHaveLength(1))
    await parts.client.query(documents.before, { of: 'another' }).toPromise()
    update()
    await eventually(() => expect(shown()).toMatchObject({ seq: 5, before: [1, 2] }))
    store.stop()
    let answer = () => {}
    journal.answersHeld = new Promise((resolve) => (answer = resolve))
    store = createLiveStore(withPast, NO_VARIABLES, parts)
    store.start()
    await eventually(() => expect(shown()).toMatchObject({ seq: 5, before: [] }))
    answer()
    await eventually(() => expect(shown()).toMatchObject({ seq: 5, before: [1, 2] }))
  })

  it('asks for it again after a lost connection that left a hole, and only then', async () => {
    store.start()
    await eventually(() => expect(shown()?.before).toEqual([1, 2]))
    journal.tick = header(6)
    await restart()
    await eventually(() => expect(shown()?.seq).toBe(6))
    expect(server.asked).toEqual([])
    journal.tick = header(8)
    journal.before = [1, 2, 6, 7]
    await restart()
    await eventually(() => expect(shown()).toMatchObject({ seq: 8, before: [1, 2, 6, 7] }))
    expect(server.asked).toHaveLength(1)
  })

  it('asks for it again after a failure that left a hole', async () => {
    store.start()
    await eventually(() => expect(shown()?.before).toEqual([1, 2]))
    journal.refusal = 'INTERNAL_SERVER_ERROR'
    server.tick(header(6))
    await eventually(() => expect(store.shown().failure).not.toBeNull())
    journal.refusal = null
    journal.before = [1, 2, 6, 7]
    server.tick(header(8))
    await afterPause(() => expect(shown()).toMatchObject({ seq: 8, before: [1, 2, 6, 7] }))
  })

  it('leaves a hole alone that came on a connection that held: the server has no more', async () => {
    store.start()
    await eventually(() => expect(shown()?.before).toEqual([1, 2]))
    server.tick(header(9))
    await eventually(() => expect(shown()?.seq).toBe(9))
    server.tick(header(10))
    await eventually(() => expect(shown()?.seq).toBe(10))
    expect(server.asked).toHaveLength(1)
  })

  it('is asked for no more once the value is stopped, and again when it starts', async () => {
    let answer = () => {}
    journal.answersHeld = new Promise((resolve) => (answer = resolve))
    store.start()
    await eventually(() => expect([shown()?.seq, server.asked.length]).toEqual([5, 1]))
    store.stop()
    answer()
    await allShown()
    expect(shown()?.before).toEqual([])
    store.start()
    await eventually(() => expect(shown()).toMatchObject({ seq: 5, before: [1, 2] }))
  })

  it('says why it is not there, shows the value all the same, and asks until it is', async () => {
    journal.queryRefusal = 'INTERNAL_SERVER_ERROR'
    store.start()
    await eventually(() =>
      expect(store.shown()).toMatchObject({
        value: { seq: 5, before: [] },
        failure: null,
        pastFailure: { code: 'INTERNAL_SERVER_ERROR' },
      }),
    )
    server.tick(header(6))
    await eventually(() => expect(shown()?.seq).toBe(6))
    expect(store.shown().pastFailure).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    journal.queryRefusal = null
    await afterPause(() =>
      expect(store.shown()).toMatchObject({ value: { seq: 6, before: [1, 2] }, pastFailure: null }),
    )
  })
})
