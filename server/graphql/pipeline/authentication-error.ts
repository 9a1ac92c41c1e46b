import { GraphQLError } from 'graphql'
import { AuthenticationUnavailable, BadCredentials } from '../../auth/credentials.js'
import { apiError, unauthenticated } from '../errors.js'
import { expectedError } from './expected-errors.js'

/** Why nobody could be authenticated, as an error for the caller. A fault of ours stays as it is. */
export function authenticationError(error: unknown): unknown {
  if (error instanceof BadCredentials) return unauthenticated(error.message)
  const temporary =
    error instanceof AuthenticationUnavailable
      ? apiError('AUTHENTICATION_UNAVAILABLE', `${error.message}. Try again later.`)
      : expectedError(error)
  if (!temporary) return error
  // The request failed as a whole, because nothing is known about who sent it.
  return new GraphQLError(temporary.message, { extensions: { ...temporary.extensions, http: { status: 503 } } })
}
