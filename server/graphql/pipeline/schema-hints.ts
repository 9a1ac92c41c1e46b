import type { ExecutionResult, GraphQLError } from 'graphql'
import { withExtensions } from './with-extensions.js'

/** What graphql-js adds to a name that it does not know, and to a field that has no selection. */
const hint = / ?Did you mean .*\?$/s

/** The error without the names that the schema has. From guesses and hints the schema could be read. */
export function withoutHint(error: GraphQLError): GraphQLError {
  return hint.test(error.message) ? withExtensions(error, {}, error.message.replace(hint, '')) : error
}

export function withoutHints(result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map(withoutHint) } : result
}
