import type { ExecutionResult } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isAsyncIterable } from 'graphql-yoga'

/** Gives the errors that graphql-js finds in variables before it executes anything a code; it gives them none. */
export function useInputErrorCode(): Plugin {
  return {
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(coded(result))
      },
    }),
    onSubscribe: () => ({
      onSubscribeResult({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(coded(result))
      },
    }),
  }
}

function coded(result: ExecutionResult): ExecutionResult {
  if (!result.errors?.some(isUncoded)) return result
  return { ...result, errors: result.errors.map((error) => (isUncoded(error) ? withCode(error) : error)) }
}

/** Errors of fields have a path; a fault of ours inside a subscription's start has an original error to be masked. */
function isUncoded(error: GraphQLError): boolean {
  const fault = error.originalError !== undefined && !(error.originalError instanceof GraphQLError)
  return error.path === undefined && !fault && error.extensions.code === undefined
}

function withCode(error: GraphQLError): GraphQLError {
  const { nodes } = error
  return new GraphQLError(error.message, { ...(nodes && { nodes }), extensions: { code: 'BAD_USER_INPUT' } })
}
