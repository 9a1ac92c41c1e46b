import type { CombinedError } from 'urql'
import { causeOf } from './failure.js'
import { createFrameStore } from './frame-store.js'
import { keepRunning } from './keep-running.js'
import { EMPTY_RECORD, type LiveRecord } from './live-state.js'
import type { LiveStore, LiveStoreParts } from './live-store.js'
import type { LogOperation, LogStream, PageArguments } from './log-operation.js'
import type { FetchedPage, LogEntry, LogEvent, LogPage } from './log-page.js'
import { createLogState, type StreamName } from './log-state.js'
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
  const log = createLogState(operation, store)
  const pageAt =
    (place: PageArguments): Operation<FetchedPage<Entry>> =>
    (sink) =>
      queryOf(client, operation.pages, { ...asked, ...place })({
        ...sink,
        data: (answer) => sink.data(operation.pageOf(answer)),
      })
  const older = createOlderPages<Entry>({
    pageAfter: (after) => pageAt({ first: pageSize, after }),
    current: log.page,
    show: log.lengthen,
  })

  /** The streams and the newest page as one: it ends when one of them does. Whoever runs it stops it then. */
  const whole: Operation<unknown> = (sink) => {
    let isOver = false
    let stopReading = () => {}
    const halts: (() => void)[] = []
    const halt = () => {
      isOver = true
      stopReading()
      for (const one of halts) one()
    }
    const end = () => {
      if (!isOver) sink.end()
    }
    const error = (reason: CombinedError) => {
      if (isOver) return
      if (causeOf(reason).code !== CURSOR_LOST) sink.error(reason)
      else {
        older.stop()
        log.forget()
      }
      end()
    }
    const follow = (stream: LogStream<Entry, Asked>, name: StreamName) => {
      const data = (event: LogEvent<Entry>) => log.hear(name, event)
      halts.push(stream.follow(client, asked, () => log.cursor(name))({ data, error, end }))
    }
    const read = () => {
      stopReading()
      const data = (newest: FetchedPage<Entry>) => {
        log.take(newest)
        sink.data(newest)
      }
      stopReading = pageAt({ first: Math.min(LARGEST_PAGE, log.ask()) })({ data, error, end: () => undefined })
    }
    follow(news, 'news')
    if (changes !== undefined) follow(changes, 'changes')
    read()
    const missesSome = () => log.cursor('news') === null || (changes !== undefined && log.cursor('changes') === null)
    halts.push(watchEpochs(connection, () => missesSome() && read()))
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
