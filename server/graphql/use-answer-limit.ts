import type { ExecutionArgs } from 'graphql'
import { getOperationAST, OperationTypeNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isAsyncIterable } from 'graphql-yoga'
import { maxAnswerBytes, tooLongAnswer } from './answer-bytes.js'

/** Refuses answers of more JSON than clients take. What may be sent is serialised here, once. */
export function useAnswerLimit(): Plugin {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result)) return
        const json = JSON.stringify(result)
        const bytes = Buffer.byteLength(json)
        if (bytes > maxAnswerBytes) {
          setResult({ errors: [tooLongAnswer(bytes, isMutation(args))] })
        } else if (!result.errors) {
          // Yoga sends what `stringify` answers.
          const serialised = { ...result, stringify: () => json }
          setResult(serialised)
        }
      },
    }),
  }
}

function isMutation({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION
}
