import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql'
import { retryDelayMs } from '../lib/backoff.js'
import { failureOf } from './failure.js'
import { follow } from './follow.js'
import { createFrameStore } from './frame-store.js'
import type { LiveRecord } from './live-state.js'
import { EMPTY_RECORD } from './live-state.js'
import type { LiveStore, LiveStoreParts } from './live-store.js'
import type { LogEntry, LogPage } from './log-page.js'
import { joinEntries, toLogPage } from './log-page.js'
import { watchEpochs } from './watch-epochs.js'

/** A log whose newest page comes from a query and which a subscription continues after the last entry seen. */
export interface LogOperation<Entry, Snapshot, Update, Variables extends AnyVariables, Resumed extends AnyVariables> {
  readonly snapshot: TypedDocumentNode<Snapshot, Variables>
  readonly updates: TypedDocumentNode<Update, Resumed>
  readonly entriesOf: (snapshot: Snapshot) => readonly Entry[]
  readonly entryOf: (update: Update) => Entry
  readonly resume: (variables: Variables, lastId: string | null) => Resumed
  readonly capacity: number
}

/** The refusal after which the newest page is read again. */
const CURSOR_LOST = 'UNKNOWN_CURSOR'
const SLOW_READER = 'SLOW_READER'
const AGAIN_AFTER_MS = 1_000

export function createResumableLog<
  Entry extends LogEntry,
  Snapshot,
  Update,
  Variables extends AnyVariables,
  Resumed extends AnyVariables,
>(
  operation: LogOperation<Entry, Snapshot, Update, Variables, Resumed>,
  variables: Variables,
  { client, connection, frames }: Omit<LiveStoreParts, 'freshness'>,
): LiveStore<LogPage<Entry>> {
  const store = createFrameStore<LiveRecord<LogPage<Entry>>>(EMPTY_RECORD, frames)
  const entries = () => store.newest().value?.entries ?? []
  const resumed = () => operation.resume(variables, entries()[0]?.id ?? null)
  const show = (all: readonly Entry[]) =>
    store.set({ ...EMPTY_RECORD, value: toLogPage(all, operation.capacity), lastUpdateMs: Date.now() })
  const fail = (error: CombinedError) => store.set({ ...store.newest(), failure: failureOf(error) })
  const query = () => client.query(operation.snapshot, variables).toPromise()

  let run = 0
  let waits = 0
  let unfollow: (() => void) | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let unwatch: (() => void) | null = null

  const halt = () => {
    run += 1
    clearTimeout(again)
    unfollow?.()
    unfollow = null
  }
  const later = (task: () => void, delayMs = AGAIN_AFTER_MS) => {
    clearTimeout(again)
    again = setTimeout(task, delayMs)
  }

  const read = async () => {
    halt()
    const mine = run
    const { data, error } = await query()
    if (mine !== run) return
    if (data) {
      waits = 0
      show(operation.entriesOf(data))
      proceed()
      // What was written between an empty page and the subscription has no cursor to be asked for by.
      if (entries().length === 0) later(() => void readMissed(mine))
    } else if (error?.networkError) later(() => void read(), retryDelayMs({ attempt: (waits += 1) }))
    else if (error) fail(error)
  }
  const readMissed = async (mine: number) => {
    const { data } = await query()
    if (data && mine === run) show(joinEntries(entries(), operation.entriesOf(data)))
  }

  const proceed = () => {
    unfollow?.()
    unfollow = follow(client, operation.updates, resumed(), { data, error, end }, resumed)
  }
  let afterEnd = proceed
  const data = (update: Update) => {
    const entry = operation.entryOf(update)
    if (!entries().some((known) => known.id === entry.id)) show([entry, ...entries()])
  }
  const error = (refusal: CombinedError) => {
    const { code } = failureOf(refusal)
    if (code === CURSOR_LOST) afterEnd = () => void read()
    else if (code !== SLOW_READER) fail(refusal)
  }
  const end = () => {
    unfollow?.()
    unfollow = null
    if (store.newest().failure === null) later(afterEnd)
    afterEnd = proceed
  }

  const start = () => {
    unwatch?.()
    if (store.newest().failure !== null) store.set({ ...store.newest(), failure: null })
    unwatch = watchEpochs(connection, (epoch) => {
      const resumesByItself = unfollow !== null && entries().length > 0
      if (!resumesByItself && (epoch > 1 || unfollow !== null)) void read()
    })
    void read()
  }
  const stop = () => {
    halt()
    unwatch?.()
    unwatch = null
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop }
}
