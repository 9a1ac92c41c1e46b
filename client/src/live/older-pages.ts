import { causeOf } from './failure.js'
import type { FetchedPage, LogEntry, LogPage } from './log-page.js'
import type { Operation } from './operation.js'

interface OlderOptions<Entry> {
  readonly pageAfter: (lastId: string) => Operation<FetchedPage<Entry>>
  readonly current: () => LogPage<Entry> | null
  readonly show: (page: Pick<LogPage<Entry>, 'entries' | 'older'>) => void
}

export interface OlderPages {
  /** Reads a page and shows it below. Does nothing while a page is on its way, or when there is nothing older. */
  load(): void
  stop(): void
}

/** Reads what came before the last entry shown, and reads again if another entry is the last one by then. */
export function createOlderPages<Entry extends LogEntry>({
  pageAfter,
  current,
  show,
}: OlderOptions<Entry>): OlderPages {
  let stopReading: (() => void) | null = null
  const done = () => {
    stopReading?.()
    stopReading = null
  }
  const stop = () => {
    const isLoading = stopReading !== null
    done()
    if (isLoading) show({ entries: current()?.entries ?? [], older: 'there' })
  }
  const load = () => {
    const before = current()
    const last = before?.entries.at(-1)
    if (stopReading !== null || before === null || before.older === 'none' || last === undefined) return
    show({ entries: before.entries, older: 'loading' })
    stopReading = pageAfter(last.id)({
      data({ entries: fetched, hasOlder }) {
        done()
        const entries = current()?.entries ?? []
        if (entries.at(-1)?.id !== last.id) return load()
        show({ entries: [...entries, ...fetched], older: hasOlder ? 'there' : 'none' })
      },
      error(error) {
        done()
        show({ entries: current()?.entries ?? [], older: { failed: causeOf(error).message } })
      },
      end: () => undefined,
    })
  }
  return { load, stop }
}
