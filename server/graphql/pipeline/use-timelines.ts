import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { NobodyWaits } from '../../lib/asker.js'
import { expectedError } from './expected-errors.js'
import { onNamedTimelines } from './named-timelines.js'

/** Makes ready what root fields read that name a time, before they are executed. */
export function useTimelines(): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      const execute = executeFn as (executed: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>
      setExecuteFn((executed: ExecutionArgs) => {
        const result = onNamedTimelines(executed, execute)
        return result instanceof Promise ? result.catch(givenUp) : result
      })
    },
  }
}

/** A rejection would end the whole connection of a client that has left only this operation. */
function givenUp(error: unknown): ExecutionResult {
  const shown = error instanceof NobodyWaits ? expectedError(error) : null
  if (shown === null) throw error
  return { data: null, errors: [shown] }
}
