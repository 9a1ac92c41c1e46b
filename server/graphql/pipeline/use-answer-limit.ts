import {
  getOperationAST,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { jsonWithin } from '../../lib/bounded-json.js'
import type { FairTurns } from '../../lib/fair-turns.js'
import { sayNumber } from '../../lib/say-number.js'
import { apiError } from '../errors.js'
import type { AskerOf } from './use-turns.js'

/** Many WebSocket and HTTP clients refuse answers of more than 1 MiB. */
export const maxAnswerBytes = 1_048_576

/** The error that replaces a longer answer. */
export function tooLongAnswer(isDone = false): GraphQLError {
  const fix = 'Ask for less with "first", "limit" or "points", for fewer fields, or for each under one name.'
  const done = isDone ? ' What it writes is written: sent again with the same key, it only answers.' : ''
  const message = `The answer has more than ${sayNumber(maxAnswerBytes)} bytes of JSON, which is the most that is sent. ${fix}${done}`
  return apiError('TOO_MUCH_ASKED_FOR', message, { allowed: { max: maxAnswerBytes, unit: 'bytes' } })
}

/** Refuses answers that are longer than clients accept. Other answers are serialized here, once, in the time of the asker. */
export function useAnswerLimit(turns: FairTurns, askerOf: AskerOf): Plugin {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || isSerialized(result)) return
        const json = turns.spend(askerOf(args.contextValue), () => jsonWithin(maxAnswerBytes, result))
        if (json === null) setResult({ errors: [tooLongAnswer(isMutation(args))] })
        else if (!result.errors) setResult(serialized(result, json))
      },
    }),
  }
}

/** Yoga sends the answer of `stringify`. */
export function serialized(result: ExecutionResult, json: string): ExecutionResult {
  return { ...result, stringify: () => json } as ExecutionResult
}

function isSerialized(result: ExecutionResult): boolean {
  return 'stringify' in result
}

function isMutation({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION
}
