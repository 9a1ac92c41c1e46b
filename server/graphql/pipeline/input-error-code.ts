import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../errors.js'
import { withExtensions } from './with-extensions.js'

/** What execution says of an argument whose variable holds what it may not: null in place of its default, for example. */
const ofArgument = /^Argument "[^"]+" (of (non-null|required) type|has invalid value)/

/** The error with BAD_USER_INPUT when it speaks of what the caller sent and has no code. */
export function withInputCode(error: GraphQLError): GraphQLError {
  return isUncoded(error) ? withExtensions(error, { code: 'BAD_USER_INPUT' satisfies ErrorCode }) : error
}

/** A fault of ours has an original error, to be masked; what a resolver refuses has a code. */
function isUncoded(error: GraphQLError): boolean {
  const fault = error.originalError !== undefined && !(error.originalError instanceof GraphQLError)
  return !fault && error.extensions.code === undefined && (error.path === undefined || ofArgument.test(error.message))
}
