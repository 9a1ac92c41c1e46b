import type { CombinedError } from 'urql'

export interface LiveFailure {
  readonly message: string
  /** `extensions.code` of the first error. */
  readonly code: string | null
}

export function failureOf(error: CombinedError): LiveFailure {
  const first = error.graphQLErrors[0]
  const code = first?.extensions['code']
  return { message: first?.message ?? error.message, code: typeof code === 'string' ? code : null }
}

/** Codes of what a request itself is at fault for: asking the same again would be answered the same. */
const REFUSALS = /^(UNKNOWN_|OUT_OF_RANGE|INVALID_DATE|BAD_USER_INPUT|GRAPHQL_)/

export function isRefusal({ code }: LiveFailure): boolean {
  return code !== null && REFUSALS.test(code)
}
