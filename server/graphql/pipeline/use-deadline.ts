import { getOperationAST, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { within } from '../../lib/within.js'
import type { GraphqlContext } from '../context.js'
import { apiError } from '../errors.js'

/** How long one query or mutation may take, and the start of one subscription. */
export const operationTimeMs = 12_000

/**
 * Answers an operation that takes too long. It reads no more from the store, but its writes go on: each is committed whole
 * or not at all, and its key tells the client later which.
 */
export function useDeadline(timeMs = operationTimeMs): Plugin<Pick<GraphqlContext, 'giveUp'>> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const execute = executeFn as (executed: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>
      const giveUp = () => {
        args.contextValue.giveUp()
        return timedOut(args, timeMs)
      }
      setExecuteFn((executed: ExecutionArgs) => within(timeMs, execute(executed), giveUp))
    },
  }
}

/** It has data, because execution had begun. */
export function timedOut({ document, operationName }: ExecutionArgs, timeMs: number): ExecutionResult {
  const isWrite = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION
  const fix = isWrite
    ? 'It may have been kept all the same. Send it again with the same key: nothing is done twice.'
    : 'Ask for less, or try again later.'
  return { data: null, errors: [apiError('TIMED_OUT', `The operation took longer than ${timeMs / 1_000} s. ${fix}`)] }
}
