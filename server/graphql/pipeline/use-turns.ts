import type { ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { FairTurns } from '../../lib/fair-turns.js'

/** Whence an operation comes: each WebSocket and each HTTP connection has its own share of the processor. */
export interface Connected {
  readonly connection: object
}

/**
 * A panel or a bot uses some milliseconds a second. Half a second at once, and a quarter of the time in the long run, is
 * more than any of them needs.
 */
export function operationTurns(): FairTurns {
  return new FairTurns({ now: () => performance.now(), burstMs: 500, share: 0.25 })
}

/** Counts the time that parsing, validating and executing take. Whoever begins an operation waits for its turn first. */
export function useTurns(turns: FairTurns): Plugin<Connected> {
  const timed = (connection: object) => {
    const startMs = performance.now()
    return () => turns.spent(connection, performance.now() - startMs)
  }
  return {
    onParams: ({ context }) => turns.begin((context as unknown as Connected).connection),
    onParse: ({ context }) => timed(context.connection),
    onValidate: ({ context }) => timed(context.connection),
    onExecute({ args, executeFn, setExecuteFn }) {
      const { connection } = args.contextValue
      const execute = executeFn as (executed: ExecutionArgs) => unknown
      setExecuteFn((executed: ExecutionArgs) => turns.spend(connection, () => execute(executed)))
    },
  }
}
