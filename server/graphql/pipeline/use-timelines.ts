import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { onNamedTimelines } from './named-timelines.js'

/** Makes ready what root fields read that name a time, before they are executed. */
export function useTimelines(): Plugin {
  return {
    onExecute({ executeFn, setExecuteFn }) {
      const execute = executeFn as (executed: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>
      setExecuteFn((executed: ExecutionArgs) => onNamedTimelines(executed, execute))
    },
  }
}
