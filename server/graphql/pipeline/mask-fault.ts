import { GraphQLError } from 'graphql'
import { maskError } from 'graphql-yoga'
import type { Logger } from '../../lib/logger.js'
import { briefError } from './brief-error.js'
import { expectedError } from './expected-errors.js'
import { withInputCode } from './input-error-code.js'

/**
 * What an error of a stream looks like to its readers: errors for the caller as they are; of a fault of ours where it
 * happened and no more, and the log has the rest, once.
 */
export function maskFault(log: Pick<Logger, 'error'>): (error: unknown) => GraphQLError {
  const seen = new WeakMap<object, GraphQLError>()
  return (error) => {
    const expected = expectedError(error)
    if (expected) return expected
    const masked = maskError(error, 'Unexpected error.', false) as GraphQLError
    if (masked === error) return briefError(withInputCode(masked))
    const fault = error instanceof Error ? error : new Error(String(error))
    const known = seen.get(fault)
    if (known) return known
    log.error({ err: fault }, 'A stream failed for a reason of ours')
    const { nodes, path } = fault instanceof GraphQLError ? fault : {}
    const place = { ...(nodes && { nodes }), ...(path && { path }) }
    const shown = new GraphQLError(masked.message, { ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
    seen.set(fault, shown)
    return shown
  }
}
