import type { GraphQLError } from 'graphql'
import { forbidden, minting } from './errors.js'

interface Lacking {
  /** Mints a token that has the scope. Left out: one that has nothing else. */
  readonly command?: string
  /** For which it is needed. */
  readonly argument?: string
}

/** The caller lacks a scope. */
export function missingScope(scope: string, { command = minting.withScope(scope), ...of }: Lacking = {}): GraphQLError {
  return forbidden(`The credentials lack the scope "${scope}". This mints a token that has it: ${command}`, {
    scope,
    ...of,
  })
}
