import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../errors.js'
import { withExtensions } from './with-extensions.js'

/**
 * The message of execution when the variable of an argument holds what it must not, for example null instead of its
 * default.
 */
const ofArgument = /^Argument "[^"]+" (of (non-null|required) type|has invalid value)/

/** Adds BAD_USER_INPUT to an error that is about the input and has no code. */
export function withInputCode(error: GraphQLError): GraphQLError {
  return isUncoded(error) ? withExtensions(error, { code: 'BAD_USER_INPUT' satisfies ErrorCode }) : error
}

/** A fault of ours has an original error, and is masked. A refusal of a resolver has a code. */
function isUncoded(error: GraphQLError): boolean {
  const fault = error.originalError !== undefined && !(error.originalError instanceof GraphQLError)
  return !fault && error.extensions.code === undefined && (error.path === undefined || ofArgument.test(error.message))
}
