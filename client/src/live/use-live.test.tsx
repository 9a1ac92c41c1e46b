import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { header } from '../testing/headers.js'
import { documents, type Entry, type Tick } from '../testing/live-server.js'
import type { ConnectionEvent } from '../transport/connection-state.js'
import { createConnectionStore, type ConnectionStore } from '../transport/connection-store.js'
import { createUrqlClient } from '../transport/urql-client.js'
import { createFrameScheduler } from './frame-scheduler.js'
import { createFreshnessRegistry } from './freshness-registry.js'
import { LiveContext, type LiveParts } from './live-context.js'
import type { LiveValue } from './live-header.js'
import { EMPTY_RECORD, type LiveRecord } from './live-state.js'
import type { LiveStore } from './live-store.js'
import { logStream } from './log-operation.js'
import { AwaitedContext, SourceTroubleContext, type Awaited } from './surroundings.js'
import { useConnection, useLostConnection, useOverallFreshness, useRetryNow } from './use-connection.js'
import { useLiveLog } from './use-live-log.js'
import { useLiveStore, type Live } from './use-live-store.js'
import { useLive } from './use-live.js'

const lost: ConnectionEvent = { type: 'lost', atMs: 700, attempt: 2, retryAtMs: 1_200, online: true }
const failure = { of: 'question', message: 'No', code: null, sinceMs: 1, retryAtMs: null } as const
const trouble = { ...failure, of: 'source', message: 'Nobody listens there.' } as const
const ticks = { updates: documents.ticks, fold: (_current: Tick | null, { tick }: { tick: Tick }) => tick }
const entries = {
  pages: documents.entries,
  pageOf: ({ entries }: { entries: Entry[] }) => ({ entries, hasOlder: false }),
  news: logStream<Entry, Record<string, never>, { entry: Entry }>(documents.entry, ({ entry }) => ({
    cursor: entry.id,
    entry,
    isNew: true,
  })),
  resumesAfterEntry: true,
  pageSize: 3,
  capacity: 4,
}

let connection: ConnectionStore
let parts: LiveParts
beforeEach(() => {
  connection = createConnectionStore()
  const transport = { connection, run: () => () => undefined, retryNow: vi.fn(), dispose: () => undefined }
  parts = {
    transport,
    client: createUrqlClient(transport),
    frames: createFrameScheduler({ nextFrame: (run) => run(), onVisible: () => () => undefined }),
    freshness: createFreshnessRegistry(),
  }
})

interface Around {
  readonly awaited?: Awaited
  readonly source?: typeof trouble
}

interface PanelProps {
  readonly useIt: () => unknown
  readonly onAnswer: (answer: unknown) => void
}

function Panel({ useIt, onAnswer }: PanelProps) {
  onAnswer(useIt())
  return null
}

/** What a hook answers when a panel with it is drawn for the first time. */
function answerOf<Answer>(useIt: () => Answer, { awaited, source }: Around = {}): Answer {
  const answers: unknown[] = []
  let panel: ReactElement = createElement(Panel, { useIt, onAnswer: (answer) => answers.push(answer) })
  if (awaited) panel = createElement(AwaitedContext, { value: awaited }, panel)
  if (source) panel = createElement(SourceTroubleContext, { value: source }, panel)
  renderToStaticMarkup(createElement(LiveContext, { value: parts }, panel))
  expect(answers).toHaveLength(1)
  return answers[0] as Answer
}

const useTicks = () => useLive(ticks, {})
const useNoTicks = () => useLive(ticks, null)
const useEntries = () => useLiveLog(entries, {})
const useNoEntries = () => useLiveLog(entries, null)
const useBoth = () => ({ state: useConnection(), lost: useLostConnection() })

const following = (store: LiveStore<Tick>) => {
  const useStore = () => useLiveStore(store)
  return useStore
}

const storeOf = (record: LiveRecord<Tick>) => ({
  shown: () => record,
  subscribe: () => () => undefined,
  start: vi.fn(),
  stop: vi.fn(),
  loadOlder: vi.fn(),
})

describe('a panel that follows a value', () => {
  const record = { ...EMPTY_RECORD, value: header(3), lastUpdateMs: 500 }

  it('shows it, says why its past is not there, and starts it again on Retry', () => {
    connection.dispatch({ type: 'opened', epoch: 1 })
    const store = storeOf({ ...record, pastFailure: failure })
    const { state, pastFailure, retry } = answerOf(following(store))
    expect(state).toEqual({ kind: 'live', value: record.value, lastUpdateMs: 500 })
    expect(pastFailure).toBe(failure)
    expect(retry).toBe(store.start)
  })

  it('says why it was refused, and starts it again on Retry', () => {
    const store = storeOf({ ...EMPTY_RECORD, failure })
    const { state, retry } = answerOf(following(store))
    expect(state).toMatchObject({ kind: 'failed', failure })
    expect(retry).toBe(store.start)
  })

  it('says that the connection is lost, and connects on Retry where there is nothing to show', () => {
    connection.dispatch(lost)
    const cutOff = answerOf(useTicks)
    expect(cutOff.state).toMatchObject({ kind: 'failed', failure: { of: 'connection', sinceMs: 700 } })
    expect(cutOff.retry).toBe(parts.transport.retryNow)
    const store = storeOf(record)
    const old = answerOf(following(store))
    expect(old.state).toMatchObject({ kind: 'stale', cause: 'connection', sinceMs: 700 })
    expect(old.retry).toBe(store.start)
  })

  it('says what is wrong with the source of what it shows; a log has none', () => {
    expect(answerOf(useTicks, { source: trouble }).state).toMatchObject({ failure: trouble })
    expect(answerOf(useEntries, { source: trouble }).state).toEqual({ kind: 'waiting' })
  })
})

describe('a panel that does not know what to ask for', () => {
  const retry = () => undefined
  const awaited = { failure: null, retry, isNothing: false }
  const hooks: [string, () => Live<LiveValue>][] = [
    ['a value', useNoTicks],
    ['a log', useNoEntries],
  ]

  it.each(hooks)('waits for it, and asks for it again on Retry: %s', (_what, hook) => {
    const waiting = answerOf(hook, { awaited })
    expect(waiting).toMatchObject({ state: { kind: 'waiting' }, pastFailure: null })
    expect(waiting.retry).toBe(retry)
    expect(answerOf(hook, { awaited: { ...awaited, failure } }).state).toMatchObject({ kind: 'failed', failure })
    expect(answerOf(hook, { awaited: { ...awaited, isNothing: true } }).state).toEqual({ kind: 'empty' })
  })

  it.each(hooks)('waits also where nobody says what for: %s', (_what, hook) => {
    const alone = answerOf(hook)
    expect([alone.state, alone.retry()]).toEqual([{ kind: 'waiting' }, undefined])
  })

  it('has no older entries to read', () => {
    expect(answerOf(useNoEntries).loadOlder()).toBeUndefined()
  })

  it('asks for itself once it knows, whatever the others wait for', () => {
    const around = { awaited: { ...awaited, failure, isNothing: true } }
    for (const known of [answerOf(useTicks, around), answerOf(useEntries, around)]) {
      expect(known.state).toEqual({ kind: 'waiting' })
      expect(known.retry).not.toBe(retry)
    }
  })
})

describe('a panel of the connection', () => {
  const look = () => answerOf(useBoth)

  it('shows what it does, and since when it is lost', () => {
    expect(look()).toEqual({ state: { kind: 'connecting' }, lost: null })
    connection.dispatch({ type: 'opened', epoch: 1 })
    expect(look()).toEqual({ state: { kind: 'live', epoch: 1, rttMs: null }, lost: null })
    for (const online of [true, false]) {
      connection.dispatch({ ...lost, online })
      const kind = online ? 'reconnecting' : 'offline'
      expect(look()).toMatchObject({ state: { kind }, lost: { kind, lostAtMs: 700, retryAtMs: 1_200 } })
    }
  })

  it('shows how fresh the streams are, and tries again at once when it is asked to', () => {
    parts.freshness.report({}, 'stale')
    expect(answerOf(useOverallFreshness)).toBe('stale')
    expect(answerOf(useRetryNow)).toBe(parts.transport.retryNow)
  })

  it('needs the live parts of the page', () => {
    const alone = createElement(Panel, { useIt: useConnection, onAnswer: () => undefined })
    expect(() => renderToStaticMarkup(alone)).toThrow('A live panel needs a LiveContext above it')
  })
})
