import { GraphQLError } from 'graphql'
import { maskError } from 'graphql-yoga'
import type { Log } from '../lib/logger.js'

/**
 * What an error in a result of a group looks like to its members: errors for the caller as they are; of a fault of ours
 * where it happened and no more, and the log has the rest.
 */
export function maskFault(log: Pick<Log, 'error'>): (error: GraphQLError) => GraphQLError {
  return (error) => {
    const masked = maskError(error, 'Unexpected error.', false) as GraphQLError
    if (masked === error) return error
    log.error({ err: error }, 'A field of a stream failed for a reason of ours')
    const { nodes, path } = error
    const place = { ...(nodes && { nodes }), ...(path && { path }) }
    return new GraphQLError(masked.message, { ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
  }
}
