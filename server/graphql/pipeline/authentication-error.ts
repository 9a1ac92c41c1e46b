import { GraphQLError } from 'graphql'
import { BadCredentials } from '../../auth/credentials.js'
import { unauthenticated } from '../errors.js'
import { expectedError } from './expected-errors.js'

/** Why nobody could be authenticated, as an error for the caller. A fault of ours stays as it is. */
export function authenticationError(error: unknown): unknown {
  if (error instanceof BadCredentials) return unauthenticated(error.message)
  const expected = expectedError(error)
  if (!expected) return error
  // The request failed as a whole, because nothing is known about who sent it.
  return new GraphQLError(expected.message, { extensions: { ...expected.extensions, http: { status: 503 } } })
}
