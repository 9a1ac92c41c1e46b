import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql'
import type { LiveFailure } from './failure.js'
import { causeOf, isAway } from './failure.js'
import { follow } from './follow.js'
import { createFrameStore } from './frame-store.js'
import { isLost } from './is-lost.js'
import type { LiveRecord } from './live-state.js'
import { EMPTY_RECORD } from './live-state.js'
import type { LiveStoreParts } from './live-store.js'
import type { FetchedPage, LogEntry, LogPage, Older } from './log-page.js'
import { joinEntries, renewEntries, toLogPage } from './log-page.js'
import type { Nudges } from './nudges.js'
import { onNudge } from './nudges.js'
import { oneAtATime } from './one-at-a-time.js'
import type { LogStore, PagedQuery } from './older-pages.js'
import { LARGEST_PAGE, olderPages } from './older-pages.js'
import { createRetries, delayOf } from './retries.js'
import { watchEpochs } from './watch-epochs.js'

/** A log whose newest page comes from a query and which a subscription continues after the last entry seen. */
export interface LogOperation<
  Entry,
  Snapshot,
  Update,
  Variables extends AnyVariables,
  Resumed extends AnyVariables,
> extends PagedQuery<Entry, Snapshot, Variables> {
  readonly updates: TypedDocumentNode<Update, Resumed>
  readonly entryOf: (update: Update) => Entry
  readonly resume: (variables: Variables, lastId: string | null) => Resumed
  /** How many entries are kept; more once older ones were asked for. */
  readonly capacity: number
  /** For entries that change after they were written. */
  readonly renewal?: Renewal<Entry, Variables>
}

interface Renewal<Entry, Variables extends AnyVariables> {
  /** Whether an entry may still change. Without such a one nothing is asked. */
  readonly isOpen: (entry: Entry) => boolean
  readonly everyMs: number
  /** Reasons to ask at once. */
  readonly nudges: (variables: Variables) => Nudges
}

/** Entries that may have been written since the last look, so that the last open one is on the page. */
const RENEWAL_SLACK = 5

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
): LogStore<Entry> {
  const { renewal } = operation
  let { capacity } = operation
  /** Why what may have changed could not be read again. */
  let unanswered: LiveFailure | null = null
  const store = createFrameStore<LiveRecord<LogPage<Entry>>>(EMPTY_RECORD, frames)
  const entries = () => store.newest().value?.entries ?? []
  const resumed = () => operation.resume(variables, entries()[0]?.id ?? null)
  const older = () => store.newest().value?.older ?? 'none'
  const show = (all: readonly Entry[], before: Older = older()) =>
    store.set({
      ...EMPTY_RECORD,
      value: toLogPage(all, { capacity, older: before }),
      lastUpdateMs: Date.now(),
      unanswered,
    })
  const fail = (failure: LiveFailure) => store.set({ ...store.newest(), failure })
  const showPage = ({ entries: all, hasOlder }: FetchedPage<Entry>) => show(all, hasOlder ? 'there' : 'none')
  const query = () => client.query(operation.snapshot, variables).toPromise()

  let run = 0
  const reading = createRetries()
  const following = createRetries()
  const renewing = createRetries()
  let unfollow: (() => void) | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let unwatch: (() => void) | null = null
  let unnudge: (() => void) | null = null

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
      reading.succeeded()
      ;({ capacity } = operation)
      unanswered = null
      showPage(operation.pageOf(data))
      proceed()
      // What was written between an empty page and the subscription has no cursor to be asked for by.
      if (entries().length === 0) later(() => void readMissed(mine))
    } else if (error) {
      const failure = reading.failed(error)
      const isKept = error.networkError !== undefined && store.newest().value !== null
      if (!isKept && !isAway(error, connection)) fail(failure)
      readLater(failure)
    }
  }
  const readLater = (failure: LiveFailure) => {
    const delayMs = delayOf(failure)
    if (delayMs !== null) later(readUnlessLost, delayMs)
  }
  /** A lost connection is waited for: the log is read when it opens. */
  const readUnlessLost = () => {
    if (!isLost(connection)) void read()
  }
  const readMissed = async (mine: number) => {
    if (isLost(connection)) return
    const { data } = await query()
    if (mine !== run) return
    if (data) show(joinEntries(entries(), operation.pageOf(data).entries))
    else later(() => void readMissed(mine))
  }

  const proceed = () => {
    unfollow?.()
    unfollow = follow(client, operation.updates, resumed(), { data, error, end }, resumed)
  }
  let afterEnd = proceed
  const data = (update: Update) => {
    following.succeeded()
    const entry = operation.entryOf(update)
    if (!entries().some((known) => known.id === entry.id)) show([entry, ...entries()])
  }
  const error = (refusal: CombinedError) => {
    const { code } = causeOf(refusal)
    if (code === CURSOR_LOST) afterEnd = () => void read()
    else if (code !== SLOW_READER) fail(following.failed(refusal))
  }
  const end = () => {
    unfollow?.()
    unfollow = null
    // Without an entry there is no cursor to continue after, and the look for what was missed may not have been taken yet.
    const { failure } = store.newest()
    if (failure !== null) readLater(failure)
    else later(entries().length === 0 ? () => void read() : afterEnd)
    afterEnd = proceed
  }

  const renew = oneAtATime(async () => {
    if (renewal === undefined) return
    const lastOpen = entries().findLastIndex(renewal.isOpen)
    if (lastOpen === -1) return
    const mine = run
    const first = Math.min(LARGEST_PAGE, lastOpen + 1 + RENEWAL_SLACK)
    const { data, error } = await client.query(operation.snapshot, operation.atPage(variables, { first })).toPromise()
    const { value, ...record } = store.newest()
    if (mine !== run || value === null) return
    if (data) renewing.succeeded()
    unanswered = error && !data ? renewing.failed(error) : null
    const renewed = data ? renewEntries(value.entries, operation.pageOf(data).entries) : value.entries
    if (renewed !== value.entries || unanswered !== record.unanswered) {
      store.set({ ...record, unanswered, value: { ...value, entries: renewed } })
    }
  })
  const loadOlder = olderPages(operation, variables, {
    client,
    current: () => store.newest().value,
    show: ({ entries: all, older: before }) => {
      capacity = Math.max(capacity, all.length)
      show(all, before)
    },
  })

  const start = () => {
    unwatch?.()
    unnudge?.()
    if (store.newest().failure !== null) store.set({ ...store.newest(), failure: null })
    unwatch = watchEpochs(connection, (epoch) => {
      const resumesByItself = unfollow !== null && entries().length > 0
      if (!resumesByItself && (epoch > 1 || unfollow !== null || reading.isFailing())) void read()
    })
    if (renewal !== undefined) {
      const nudges = renewal.nudges(variables)
      unnudge = onNudge({ client, connection }, { nudges, everyMs: renewal.everyMs }, renew)
    }
    void read()
  }
  const stop = () => {
    halt()
    unwatch?.()
    unwatch = null
    unnudge?.()
    unnudge = null
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop, loadOlder }
}
