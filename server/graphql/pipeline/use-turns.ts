import type { ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { FairTurns, type TurnAsker } from '../../lib/fair-turns.js'

/** Says for whom an operation with this context is. */
export type AskerOf = (context: unknown) => TurnAsker

/**
 * A panel or a bot uses some milliseconds a second. Half a second at once, and a quarter of the time in the long run, is
 * more than any of them needs. An address may have several of them.
 */
export function operationTurns(): FairTurns {
  return new FairTurns({
    now: () => performance.now(),
    ofConnection: { burstMs: 500, share: 0.25 },
    ofSource: { burstMs: 1_000, share: 0.5 },
  })
}

/** Counts the time that parsing, validating and executing take. Whoever begins an operation waits for its turn first. */
export function useTurns(turns: FairTurns, askerOf: AskerOf): Plugin {
  const timed = (context: unknown) => {
    const asker = askerOf(context)
    const startMs = performance.now()
    return () => turns.spent(asker, performance.now() - startMs)
  }
  return {
    onParams: ({ context }) => turns.begin(askerOf(context)),
    onParse: ({ context }) => timed(context),
    onValidate: ({ context }) => timed(context),
    onExecute({ args, executeFn, setExecuteFn }) {
      const execute = executeFn as (executed: ExecutionArgs) => unknown
      setExecuteFn((executed: ExecutionArgs) => turns.spend(askerOf(args.contextValue), () => execute(executed)))
    },
  }
}
