import type { GraphQLError } from 'graphql'
import { forbidden } from './errors.js'

/** The caller lacks a scope. */
export function missingScope(scope: string): GraphQLError {
  return forbidden(`The credentials lack the scope "${scope}".`, scope)
}
