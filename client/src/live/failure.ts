import type { CombinedError } from 'urql'
import type { FaceFailure } from '../lib/panel-face.js'

export interface Cause {
  readonly message: string
  /** `extensions.code` of the first error. */
  readonly code: string | null
}

/** `sinceMs` is when the first of the failures in a row was. */
export interface LiveFailure extends Cause, FaceFailure {}

export function causeOf({ graphQLErrors: [first], message }: CombinedError): Cause {
  const code = first?.extensions['code']
  return { message: first?.message ?? message, code: typeof code === 'string' ? code : null }
}

/** Codes of requests that are wrong in themselves: the same request would get the same answer. */
const REFUSALS = /^(UNKNOWN_|OUT_OF_RANGE|INVALID_DATE|BAD_USER_INPUT|GRAPHQL_)/

export function isRefusal({ code }: Cause): boolean {
  return code !== null && REFUSALS.test(code)
}
