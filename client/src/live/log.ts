import type { CombinedError } from 'urql'
import { causeOf } from './failure.js'
import { createFrameStore } from './frame-store.js'
import { keepRunning } from './keep-running.js'
import { EMPTY_RECORD, type LiveRecord } from './live-state.js'
import type { LiveStore, LiveStoreParts } from './live-store.js'
import type { LogOperation, LogStream, PageArguments } from './log-operation.js'
import {
  continuePage,
  renewEntries,
  toLogPage,
  withEvent,
  type FetchedPage,
  type LogEntry,
  type LogEvent,
  type LogPage,
} from './log-page.js'
import { createOlderPages } from './older-pages.js'
import { queryOf, type AnyVariables, type Operation } from './operation.js'
import { watchEpochs } from './watch-epochs.js'

export interface LogStore<Entry> extends LiveStore<LogPage<Entry>> {
  /** Reads a page of older entries and shows them below. */
  loadOlder(): void
}

/** The largest page the server gives. */
const LARGEST_PAGE = 1_000

/** The refusal after which the log is read anew. */
const CURSOR_LOST = 'UNKNOWN_CURSOR'

/**
 * The streams are started before the newest page is asked for, on the same connection, so that nothing falls between.
 * On each later connection they resume. A stream that has brought nothing yet has no cursor to resume after: then the
 * newest page is read again, and says what was missed.
 */
export function createLog<Entry extends LogEntry, Page, Asked extends AnyVariables>(
  operation: LogOperation<Entry, Page, Asked>,
  asked: Asked,
  { client, connection, frames }: Omit<LiveStoreParts, 'freshness'>,
): LogStore<Entry> {
  const { pageSize, news, changes } = operation
  const store = createFrameStore<LiveRecord<LogPage<Entry>>>(EMPTY_RECORD, frames)
  const page = () => store.newest().value
  let { capacity } = operation
  const cursors: { news: string | null; changes: string | null } = { news: null, changes: null }
  let isRead = false
  /** Events that came before the first page. */
  let early: readonly LogEvent<Entry>[] = []

  const show = ({ entries, older }: Pick<LogPage<Entry>, 'entries' | 'older'>) =>
    store.set({ ...EMPTY_RECORD, value: toLogPage(entries, { capacity, older }), lastUpdateMs: Date.now() })
  const pageAt =
    (place: PageArguments): Operation<FetchedPage<Entry>> =>
    (sink) =>
      queryOf(client, operation.pages, { ...asked, ...place })({
        ...sink,
        data: (answer) => sink.data(operation.pageOf(answer)),
      })
  const older = createOlderPages<Entry>({
    pageAfter: (after) => pageAt({ first: pageSize, after }),
    current: page,
    show(longer) {
      capacity = Math.max(capacity, longer.entries.length)
      show(longer)
    },
  })

  const hear = (event: LogEvent<Entry>) => {
    const shown = page()
    if (!isRead || shown === null) early = [...early, event]
    else {
      const entries = withEvent(shown.entries, event)
      if (entries !== shown.entries) show({ entries, older: shown.older })
    }
  }
  const take = (fetched: FetchedPage<Entry>) => {
    const shown = page()
    if (!isRead || shown === null) {
      isRead = true
      show({ entries: early.reduce(withEvent, fetched.entries), older: fetched.hasOlder ? 'there' : 'none' })
      early = []
    } else if (cursors.news === null) show(continuePage(fetched, shown))
    else show({ entries: renewEntries(shown.entries, fetched.entries), older: shown.older })
    if (operation.resumesAfterEntry) cursors.news ??= page()?.entries[0]?.id ?? null
  }
  /** The server does not know a cursor any more: its log is another one. */
  const forget = () => {
    older.stop()
    ;({ capacity } = operation)
    cursors.news = cursors.changes = null
    isRead = false
    early = []
  }

  /** The streams and the newest page as one: it ends when one of them does. */
  const whole: Operation<unknown> = (sink) => {
    let isOver = false
    const halts: (() => void)[] = []
    const halt = () => {
      isOver = true
      for (const one of halts.splice(0)) one()
    }
    const end = () => {
      if (isOver) return
      halt()
      sink.end()
    }
    const error = (reason: CombinedError) => {
      if (isOver) return
      if (causeOf(reason).code === CURSOR_LOST) forget()
      else sink.error(reason)
      end()
    }
    const follow = (stream: LogStream<Entry, Asked>, name: keyof typeof cursors) => {
      const data = (event: LogEvent<Entry>) => {
        cursors[name] = event.cursor
        hear(event)
      }
      halts.push(stream.follow(client, asked, () => cursors[name])({ data, error, end }))
    }
    const read = () => {
      const first = Math.min(LARGEST_PAGE, Math.max(pageSize, (isRead && page()?.entries.length) || 0))
      const data = (fetched: FetchedPage<Entry>) => {
        take(fetched)
        sink.data(fetched)
      }
      halts.push(pageAt({ first })({ data, error, end: () => undefined }))
    }
    follow(news, 'news')
    if (changes !== undefined) follow(changes, 'changes')
    read()
    halts.push(
      watchEpochs(connection, () => {
        const hasMissed = cursors.news === null || (changes !== undefined && cursors.changes === null)
        if (isRead && hasMissed) read()
      }),
    )
    return halt
  }

  let halt: (() => void) | null = null
  const stop = () => {
    older.stop()
    halt?.()
    halt = null
  }
  const start = () => {
    stop()
    if (store.newest().failure !== null) store.set({ ...store.newest(), failure: null })
    halt = keepRunning(whole, connection, {
      data: () => undefined,
      failed: (failure) => store.set({ ...store.newest(), failure }),
    })
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop, loadOlder: older.load }
}
