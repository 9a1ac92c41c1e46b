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
