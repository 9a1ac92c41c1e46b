import { getOperationAST, OperationTypeNode, type ExecutionArgs, type GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { apiError } from '../errors.js'

/** Many WebSocket and HTTP clients take no answer of more than 1 MiB. */
export const maxAnswerBytes = 1_048_576

/** What is answered in place of more. */
export function tooLongAnswer(bytes: number, isDone = false): GraphQLError {
  const fix = 'Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.'
  const done = isDone ? ' What it writes is written: sent again with the same key, it only answers.' : ''
  const message = `The answer has ${bytes} bytes of JSON; at most ${maxAnswerBytes} are sent. ${fix}${done}`
  return apiError('TOO_MUCH_ASKED_FOR', message, { allowed: { bytes: maxAnswerBytes } })
}

/** Refuses answers of more JSON than clients take. What may be sent is serialized here, once. */
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
          const serialized = { ...result, stringify: () => json }
          setResult(serialized)
        }
      },
    }),
  }
}

function isMutation({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION
}
