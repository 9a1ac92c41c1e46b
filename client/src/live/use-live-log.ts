import { useMemo } from 'react'
import { useLiveParts } from './live-context.js'
import type { LogOperation } from './log-operation.js'
import type { LogEntry, LogPage } from './log-page.js'
import { createLog } from './log.js'
import type { AnyVariables } from './operation.js'
import { idleStore, useLiveStore, type Live } from './use-live-store.js'

export interface LiveLog<Entry> extends Live<LogPage<Entry>> {
  readonly loadOlder: () => void
}

/** Follows a log without a gap or a double, also over lost connections. With null as variables it waits. */
export function useLiveLog<Entry extends LogEntry, Page, Asked extends AnyVariables>(
  operation: LogOperation<Entry, Page, Asked>,
  asked: Asked | null,
): LiveLog<Entry> {
  const { client, transport, frames } = useLiveParts()
  const key = JSON.stringify(asked)
  const store = useMemo(() => {
    const parts = { client, connection: transport.connection, frames }
    const wanted = JSON.parse(key) as Asked | null
    return wanted === null ? idleStore : createLog(operation, wanted, parts)
  }, [operation, key, client, transport, frames])
  return { ...useLiveStore(store), loadOlder: store.loadOlder }
}
