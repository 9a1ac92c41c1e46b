import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isAsyncIterable } from 'graphql-yoga'
import { requestErrorStatus } from './request-errors.js'

/** An answer without `data` is no success for clients that accept `application/graphql-response+json`. */
export function useRequestErrorStatus(): Plugin {
  return {
    onExecutionResult({ result, setResult }) {
      if (!result || Array.isArray(result) || isAsyncIterable(result)) return
      if (!result.errors || result.data !== undefined) return
      setResult({ ...result, errors: result.errors.map(withStatus) })
    },
  }
}

function withStatus(error: GraphQLError): GraphQLError {
  const { code, http } = error.extensions
  // Yoga answers what it masks with 500. Of variables that cannot be read, the executor says 400 whatever is accepted.
  if (code === 'INTERNAL_SERVER_ERROR' || (http !== undefined && code !== 'INVALID_DATE')) return error
  const { message, nodes, path } = error
  const status = code === 'STORE_UNAVAILABLE' ? 503 : code === 'UNAUTHENTICATED' ? 401 : requestErrorStatus.status
  return new GraphQLError(message, {
    ...(nodes && { nodes }),
    ...(path && { path }),
    extensions: { ...error.extensions, http: { ...requestErrorStatus, status } },
  })
}
