import type { Operation } from '../graphql/context.js'
import type { AskerOf } from '../graphql/pipeline/use-turns.js'
import type { FairTurns } from '../lib/fair-turns.js'
import { Stop } from '../lib/stop.js'
import { callerOf } from './callers.js'
import type { TransportContext } from './transport-context.js'

/** Each stands for a connection. A stream that others share may keep it after the connection is gone. */
const names = new WeakMap<object, object>()

/** For whom an operation is done, until the client leaves or the operation is given up. */
export const askerOf: AskerOf = (context) => {
  const { connection, source, viewer, stop = new Stop() } = context as TransportContext
  const name = names.get(connection) ?? {}
  names.set(connection, name)
  const { key, isLoopback } = callerOf({ source, viewer }).source
  return {
    source: key,
    isLocal: isLoopback,
    connection: name,
    get signal() {
      return stop.signal
    },
  }
}

export function operationOf(context: TransportContext, turns: FairTurns): Operation {
  const { stop = new Stop(), renew = null } = context
  const asker = askerOf({ ...context, stop })
  const goesOn = () => turns.spendWhatFollows(asker)
  return { asker: Object.assign(asker, { goesOn }), giveUp: () => stop.abort(), renew }
}
