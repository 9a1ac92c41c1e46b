import type { AnyVariables } from 'urql'
import type { LiveStoreParts } from './live-store.js'
import type { Identified, LogPage } from './log-page.js'
import { toLogPage } from './log-page.js'
import type { Nudges } from './nudges.js'
import type { LogStore, PagedQuery } from './older-pages.js'
import { LARGEST_PAGE, olderPages } from './older-pages.js'
import { createPolledStore } from './polled-store.js'

/** A log whose entries change after they were written, or which has no subscription: all that is shown is read again. */
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
  const extent = (older: LogPage<Entry>['older']) => ({ capacity: Infinity, older })
  const store = createPolledStore<LogPage<Entry>, Snapshot>(
    {
      everyMs,
      nudges: nudges(variables),
      ask: (current) => {
        const first = Math.min(LARGEST_PAGE, Math.max(pageSize, current?.entries.length ?? 0))
        return parts.client.query(snapshot, atPage(variables, { first })).toPromise()
      },
      valueOf: (data) => {
        const { entries, hasOlder } = pageOf(data)
        return toLogPage(entries, extent(hasOlder ? 'there' : 'none'))
      },
    },
    parts,
  )
  const loadOlder = olderPages(operation, variables, {
    client: parts.client,
    current: store.newest,
    show: ({ entries, older }) => store.set(toLogPage(entries, extent(older))),
  })
  return { ...store, loadOlder }
}
