import {
  getOperationAST,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { apiError } from '../errors.js'

/** Many WebSocket and HTTP clients refuse answers of more than 1 MiB. */
export const maxAnswerBytes = 1_048_576

/** The error that replaces a longer answer. */
export function tooLongAnswer(bytes: number, isDone = false): GraphQLError {
  const fix = 'Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.'
  const done = isDone ? ' What it writes is written: sent again with the same key, it only answers.' : ''
  const message = `The answer has ${bytes} bytes of JSON; at most ${maxAnswerBytes} are sent. ${fix}${done}`
  return apiError('TOO_MUCH_ASKED_FOR', message, { allowed: { bytes: maxAnswerBytes } })
}

/** Refuses answers that are longer than clients accept. Other answers are serialized here, once. */
export function useAnswerLimit(): Plugin {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result)) return
        const json = isSerialized(result) ? result.stringify() : JSON.stringify(result)
        const bytes = Buffer.byteLength(json)
        if (bytes > maxAnswerBytes) {
          setResult({ errors: [tooLongAnswer(bytes, isMutation(args))] })
        } else if (!result.errors) {
          // Yoga sends the answer of `stringify`.
          const serialized = { ...result, stringify: () => json }
          setResult(serialized)
        }
      },
    }),
  }
}

function isSerialized(result: ExecutionResult): result is ExecutionResult & { stringify(): string } {
  return 'stringify' in result
}

function isMutation({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION
}
