import type { Operation } from '../graphql/context.js'
import { Stop } from '../lib/stop.js'
import { callerOf } from './callers.js'
import type { TransportContext } from './transport-context.js'

/** Each stands for a connection. A stream that others share may keep it after the connection is gone. */
const names = new WeakMap<object, object>()

/** For whom an operation reads from the store: for its client, until the client leaves or the operation is given up. */
export function operationOf(context: TransportContext): Operation {
  const { connection, stop = new Stop(), renew = null } = context
  const name = names.get(connection) ?? {}
  names.set(connection, name)
  const asker = {
    source: callerOf(context).source.key,
    connection: name,
    get signal() {
      return stop.signal
    },
  }
  return { asker, giveUp: () => stop.abort(), renew }
}
