import type { ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ErrorCode } from '../errors.js'
import { requestErrorStatus } from './request-errors.js'
import { withExtensions } from './with-extensions.js'

/** An answer without `data` has an error status for clients that accept `application/graphql-response+json`. */
export function useRequestErrorStatus(): Plugin {
  return {
    onExecutionResult({ result, setResult }) {
      // A stream has no errors of its own.
      const { errors, data, ...more } = (result ?? {}) as ExecutionResult
      if (errors && data === undefined) setResult({ ...more, errors: errors.map(withStatus) })
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
