import { GraphQLError } from 'graphql'
import type { Allowed, ErrorCode } from '../errors.js'

/** How long a client waits before it tries again, when it depends on others when there is room. */
export const usualRetryMs = 5_000

/** The client did too much lately. */
export function rateLimited(message: string, retryAfterMs: number): GraphQLError {
  return limitError('RATE_LIMITED', `${message}; try again in ${secondsOf(retryAfterMs)} s.`, { retryAfterMs })
}

/** How much may run at a time. */
export interface MostAtOnce {
  readonly max: number
  readonly unit: 'operations' | 'bytes' | 'subscriptions' | 'reads'
}

/** Too much runs at a time. `most`: null where it depends on what others run. */
export function tooManyOperations(message: string, most: MostAtOnce | null, retryAfterMs = usualRetryMs): GraphQLError {
  return limitError('TOO_MANY_OPERATIONS', message, { ...(most && { allowed: most }), retryAfterMs })
}

interface Details {
  readonly retryAfterMs: number
  readonly allowed?: Allowed
}

function limitError(code: ErrorCode, message: string, details: Details): GraphQLError {
  const headers = { 'Retry-After': String(secondsOf(details.retryAfterMs)) }
  return new GraphQLError(message, { extensions: { code, ...details, http: { status: 429, headers } } })
}

/** As `Retry-After` says it. */
export function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000))
}
