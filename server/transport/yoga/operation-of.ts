import type { Operation } from '../../graphql/context.js'
import type { AskerOf } from '../../graphql/pipeline/use-turns.js'
import type { FairTurns, TurnAsker } from '../../lib/fair-turns.js'
import { Stop } from '../../lib/stop.js'
import { callerOf } from '../links/callers.js'
import type { TransportContext } from './transport-context.js'

/** An object that stands for each connection. A shared stream may keep it after the connection is gone, and not the connection. */
const names = new WeakMap<object, object>()

/** For whom an operation is done, until the client leaves or the operation is given up. */
export const askerOf: AskerOf = (context) => new ConnectionAsker(context as TransportContext)

/** Many streams keep one each. A signal is not made before somebody listens to it. */
class ConnectionAsker implements TurnAsker {
  readonly source: string
  readonly isLocal: boolean
  readonly connection: object
  readonly #stop: Stop

  constructor({ connection, source, viewer, stop = new Stop() }: TransportContext) {
    const { key, isLoopback } = callerOf({ source, viewer }).source
    this.source = key
    this.isLocal = isLoopback
    this.connection = names.get(connection) ?? {}
    names.set(connection, this.connection)
    this.#stop = stop
  }

  get hasLeft(): boolean {
    return this.#stop.isAborted
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }
}

/** Somebody for whom the store is read. */
class ReadAsker extends ConnectionAsker {
  readonly #turns: FairTurns

  constructor(context: TransportContext, turns: FairTurns) {
    super(context)
    this.#turns = turns
  }

  goesOn(): void {
    this.#turns.spendWhatFollows(this)
  }
}

export function operationOf(context: TransportContext, turns: FairTurns): Operation {
  const { stop = new Stop(), renew = null } = context
  return { asker: new ReadAsker({ ...context, stop }, turns), giveUp: () => stop.abort(), renew }
}
