import { GraphQLError } from 'graphql'
import { maskError } from 'graphql-yoga'
import { briefError } from './brief-error.js'
import { expectedError } from './expected-errors.js'
import { withInputCode } from './input-error-code.js'

/**
 * What readers of a stream see of an error. They see errors for callers as they are. Of a fault of ours they see only
 * the place, and `logFault` gets the rest once.
 */
export function maskFault(logFault: (error: unknown) => void): (error: unknown) => GraphQLError {
  const seen = new WeakMap<object, GraphQLError>()
  return (error) => {
    const expected = expectedError(error)
    if (expected) {
      logFault(error)
      return expected
    }
    const masked = maskError(error, 'Unexpected error.', false) as GraphQLError
    if (masked === error) return briefError(withInputCode(masked))
    const fault = error instanceof Error ? error : new Error(String(error))
    const known = seen.get(fault)
    if (known) return known
    logFault(fault)
    const { nodes, path } = fault instanceof GraphQLError ? fault : {}
    const place = { ...(nodes && { nodes }), ...(path && { path }) }
    const shown = new GraphQLError(masked.message, { ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
    seen.set(fault, shown)
    return shown
  }
}
