import type { AnyVariables } from 'urql'
import type { LiveStoreParts } from './live-store.js'
import type { Identified, LogPage } from './log-page.js'
import { continuePage, toLogPage } from './log-page.js'
import type { Nudges } from './nudges.js'
import type { LogStore, PagedQuery } from './older-pages.js'
import { LARGEST_PAGE, olderPages } from './older-pages.js'
import { createPolledStore } from './polled-store.js'

/**
 * A log whose entries change after they were written, or which has no subscription: what is shown is read again, up to the
 * largest page.
 */
export interface PolledLogOperation<Entry, Snapshot, Variables extends AnyVariables> extends PagedQuery<
  Entry,
  Snapshot,
  Variables
> {
  readonly everyMs: number
  /** Reasons to ask at once. */
  readonly nudges: (variables: Variables) => Nudges
  readonly pageSize: number
}

export function createPolledLog<Entry extends Identified, Snapshot, Variables extends AnyVariables>(
  operation: PolledLogOperation<Entry, Snapshot, Variables>,
  variables: Variables,
  parts: Omit<LiveStoreParts, 'freshness'>,
): LogStore<Entry> {
  const { snapshot, pageOf, atPage, everyMs, nudges, pageSize } = operation
  const sizeOf = (page: LogPage<Entry> | null) => Math.max(pageSize, page?.entries.length ?? 0)
  const store = createPolledStore<LogPage<Entry>, Snapshot>(
    {
      everyMs,
      nudges: nudges(variables),
      ask: (current) => {
        const first = Math.min(LARGEST_PAGE, sizeOf(current))
        return parts.client.query(snapshot, atPage(variables, { first })).toPromise()
      },
      valueOf: (data, current) => {
        const { entries, older } = continuePage(pageOf(data), current)
        return toLogPage(entries, { capacity: sizeOf(current), older })
      },
    },
    parts,
  )
  const loadOlder = olderPages(operation, variables, {
    client: parts.client,
    current: store.newest,
    show: ({ entries, older }) => store.set(toLogPage(entries, { capacity: Infinity, older })),
  })
  return { ...store, loadOlder }
}
