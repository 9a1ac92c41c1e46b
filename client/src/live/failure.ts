import type { CombinedError } from 'urql'
import type { FaceFailure } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import type { ConnectionSource } from '../transport/live-transport.js'
import { isLost } from './is-lost.js'

export interface Cause {
  readonly message: string
  /** `extensions.code` of the first error. */
  readonly code: string | null
}

/** `sinceMs` is when the first of the failures in a row was. */
export interface LiveFailure extends Cause, FaceFailure {}

export function causeOf(error: CombinedError): Cause {
  if (error.networkError !== undefined) return { message: networkMessage(error), code: null }
  const first = error.graphQLErrors[0]
  const code = first?.extensions['code']
  return { message: first?.message ?? error.message, code: typeof code === 'string' ? code : null }
}

function networkMessage({ response, networkError }: CombinedError): string {
  const status = (response as Response | undefined)?.status
  if (status !== undefined && status >= 400) return text.panel.answered(String(status))
  return text.panel.unreachable(networkError?.message ?? '')
}

/** A server that does not answer while no connection holds: the connection shows that, for all panels at once. */
export function isAway({ networkError, response }: CombinedError, connection: ConnectionSource): boolean {
  if (networkError === undefined) return false
  return isLost(connection) || (response === undefined && connection.current().kind !== 'live')
}

/** Codes of what a request itself is at fault for: asking the same again would be answered the same. */
const REFUSALS = /^(UNKNOWN_|OUT_OF_RANGE|INVALID_DATE|BAD_USER_INPUT|GRAPHQL_)/

export function isRefusal({ code }: Cause): boolean {
  return code !== null && REFUSALS.test(code)
}
