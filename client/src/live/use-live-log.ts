import type { AnyVariables } from 'urql'
import { useMemo } from 'react'
import { idleStore } from './idle-store.js'
import { useLiveParts } from './live-context.js'
import type { LogEntry, LogPage } from './log-page.js'
import type { LogOperation } from './resumable-log.js'
import { createResumableLog } from './resumable-log.js'
import type { Live } from './use-live-store.js'
import { useLiveStore } from './use-live-store.js'

/** Follows a log without a gap or a double, also over lost connections. */
export function useLiveLog<
  Entry extends LogEntry,
  Snapshot,
  Update,
  Variables extends AnyVariables,
  Resumed extends AnyVariables,
>(
  operation: LogOperation<Entry, Snapshot, Update, Variables, Resumed>,
  variables: Variables | null,
): Live<LogPage<Entry>> {
  const { client, transport, frames } = useLiveParts()
  const key = JSON.stringify(variables)
  const store = useMemo(() => {
    const parts = { client, connection: transport.connection, frames }
    const wanted = JSON.parse(key) as Variables | null
    return wanted === null ? idleStore : createResumableLog(operation, wanted, parts)
  }, [operation, key, client, transport, frames])
  return useLiveStore(store)
}
