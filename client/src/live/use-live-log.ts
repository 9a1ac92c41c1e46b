import type { AnyVariables } from 'urql'
import { useMemo } from 'react'
import { idleStore } from './idle-store.js'
import { useLiveParts } from './live-context.js'
import type { Identified, LogEntry, LogPage } from './log-page.js'
import type { PolledLogOperation } from './polled-log.js'
import { createPolledLog } from './polled-log.js'
import type { LogOperation } from './resumable-log.js'
import { createResumableLog } from './resumable-log.js'
import type { Live } from './use-live-store.js'
import { useLiveStore } from './use-live-store.js'

export interface LiveLog<Entry> extends Live<LogPage<Entry>> {
  readonly loadOlder: () => void
}

/** Follows a log without a gap or a double, also over lost connections. */
export function useLiveLog<
  Entry extends LogEntry,
  Snapshot,
  Update,
  Variables extends AnyVariables,
  Resumed extends AnyVariables,
>(operation: LogOperation<Entry, Snapshot, Update, Variables, Resumed>, variables: Variables | null): LiveLog<Entry> {
  const { client, transport, frames } = useLiveParts()
  const key = JSON.stringify(variables)
  const store = useMemo(() => {
    const parts = { client, connection: transport.connection, frames }
    const wanted = JSON.parse(key) as Variables | null
    return wanted === null ? idleStore : createResumableLog(operation, wanted, parts)
  }, [operation, key, client, transport, frames])
  return { ...useLiveStore(store), loadOlder: store.loadOlder }
}

/** Follows a log that has no subscription of its own. */
export function usePolledLog<Entry extends Identified, Snapshot, Variables extends AnyVariables>(
  operation: PolledLogOperation<Entry, Snapshot, Variables>,
  variables: Variables | null,
): LiveLog<Entry> {
  const { client, transport, frames } = useLiveParts()
  const key = JSON.stringify(variables)
  const store = useMemo(() => {
    const parts = { client, connection: transport.connection, frames }
    const wanted = JSON.parse(key) as Variables | null
    return wanted === null ? idleStore : createPolledLog(operation, wanted, parts)
  }, [operation, key, client, transport, frames])
  return { ...useLiveStore(store), loadOlder: store.loadOlder }
}
