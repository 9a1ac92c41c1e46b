import { getOperationAST, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Sessions } from '../../auth/sessions.js'
import { noLongerAccepted } from '../../graphql/still-accepted.js'
import type { TransportContext } from './transport-context.js'

type Result = ExecutionResult | Promise<ExecutionResult>

/**
 * Ends a query over HTTP when the token of its viewer does: nothing that it has read is sent. A WebSocket is closed then.
 * The fields of a mutation look for themselves before they begin, and what was done is answered.
 */
export function useQueryEnds(sessions: Sessions): Plugin<TransportContext & { giveUp(): void }> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { answer, viewer, giveUp } = args.contextValue
      if (!answer || !viewer || !isQuery(args)) return
      const execute = executeFn as (executed: ExecutionArgs) => Result
      setExecuteFn((executed: ExecutionArgs) => {
        const result = execute(executed)
        if (!(result instanceof Promise)) return result
        return new Promise<ExecutionResult>((resolve, reject) => {
          const session = sessions.begin(viewer, (why) => {
            giveUp()
            resolve({ errors: [noLongerAccepted(why)] })
          })
          result.finally(() => session.leave()).then(resolve, reject)
        })
      })
    },
  }
}

function isQuery({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.QUERY
}
