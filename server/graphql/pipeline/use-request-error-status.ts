import type { GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { ErrorCode } from '../errors.js'
import { requestErrorStatus } from './request-errors.js'
import { withExtensions } from './with-extensions.js'

/** An answer without `data` has an error status for clients that accept `application/graphql-response+json`. */
export function useRequestErrorStatus(): Plugin {
  return {
    onExecutionResult({ result, setResult }) {
      if (!result || Array.isArray(result) || isAsyncIterable(result)) return
      if (!result.errors || result.data !== undefined) return
      setResult({ ...result, errors: result.errors.map(withStatus) })
    },
  }
}

/** For variables that cannot be read, the executor answers 400 whatever the client accepts. */
const ofVariables: ReadonlySet<unknown> = new Set<ErrorCode>(['BAD_USER_INPUT', 'INVALID_DATE'])

function withStatus(error: GraphQLError): GraphQLError {
  const { code, http } = error.extensions
  // Yoga answers masked errors with 500.
  if (code === 'INTERNAL_SERVER_ERROR' || (http !== undefined && !ofVariables.has(code))) return error
  return withExtensions(error, { http: requestErrorStatus })
}
