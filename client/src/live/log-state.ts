import type { FrameStore } from './frame-store.js'
import { EMPTY_RECORD, type LiveRecord } from './live-state.js'
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

type Shown<Entry> = Pick<LogPage<Entry>, 'entries' | 'older'>

export type StreamName = 'news' | 'changes'

export interface LogSizes {
  /** Whether `news` resumes after the id of an entry. Otherwise its events have ids of their own. */
  readonly resumesAfterEntry: boolean
  readonly pageSize: number
  /** How many entries are kept; more once older ones were asked for. */
  readonly capacity: number
}

/** What the streams and pages of a log make up. */
export interface LogState<Entry> {
  page(): LogPage<Entry> | null
  /** After which event a stream resumes: null before its first, and until the newest page is there. */
  cursor(stream: StreamName): string | null
  hear(stream: StreamName, event: LogEvent<Entry>): void
  /** The newest page is asked for: returns how many entries it should have. */
  ask(): number
  take(newest: FetchedPage<Entry>): void
  /** Shows the entries with older ones below them. */
  lengthen(longer: Shown<Entry>): void
  /** The next page is that of another log. */
  forget(): void
}

export function createLogState<Entry extends LogEntry>(
  { resumesAfterEntry, pageSize, capacity: least }: LogSizes,
  store: FrameStore<LiveRecord<LogPage<Entry>>>,
): LogState<Entry> {
  const cursors: Record<StreamName, string | null> = { news: null, changes: null }
  let capacity = least
  let isRead = false
  /** Events since the newest page was asked for: it may be from before them. Null once it is there. */
  let heard: readonly LogEvent<Entry>[] | null = null
  /** Whether the newest page has to bring what was missed, because no stream resumed when it was asked for. */
  let bringsMissed = false
  const page = () => store.newest().value

  const show = ({ entries, older }: Shown<Entry>) =>
    store.set({ ...EMPTY_RECORD, value: toLogPage(entries, { capacity, older }), lastUpdateMs: Date.now() })
  const joined = (newest: FetchedPage<Entry>): Shown<Entry> => {
    const shown = page()
    if (!isRead || shown === null) return { entries: newest.entries, older: newest.hasOlder ? 'there' : 'none' }
    if (bringsMissed) return continuePage(newest, shown)
    return { entries: renewEntries(shown.entries, newest.entries), older: shown.older }
  }
  return {
    page,
    // The newest page is read again on a new connection as long as it is not there. It has what was missed: events from
    // before it would stand in the wrong place.
    cursor: (stream) => (isRead ? cursors[stream] : null),
    hear(stream, event) {
      cursors[stream] = event.cursor
      if (heard !== null) heard = [...heard, event]
      const shown = page()
      if (!isRead || shown === null) return
      const entries = withEvent(shown.entries, event)
      if (entries !== shown.entries) show({ entries, older: shown.older })
    },
    ask() {
      heard = []
      if (!isRead) cursors.news = cursors.changes = null
      bringsMissed = cursors.news === null
      return Math.max(pageSize, isRead ? (page()?.entries.length ?? 0) : 0)
    },
    take(newest) {
      const { entries, older } = joined(newest)
      show({ entries: (heard ?? []).reduce(withEvent, entries), older })
      isRead = true
      heard = null
      if (resumesAfterEntry) cursors.news ??= page()?.entries[0]?.id ?? null
    },
    lengthen(longer) {
      capacity = Math.max(capacity, longer.entries.length)
      show(longer)
    },
    forget() {
      capacity = least
      isRead = false
      cursors.news = cursors.changes = null
    },
  }
}
