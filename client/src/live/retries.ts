import type { CombinedError } from 'urql'
import { retryDelayMs } from '../lib/backoff.js'
import type { LiveFailure } from './failure.js'
import { causeOf, isRefusal } from './failure.js'

/** Failures in a row of one question: since when, and when it is asked again. */
export interface Retries {
  failed(error: CombinedError): LiveFailure
  succeeded(): void
  isFailing(): boolean
}

export function createRetries(): Retries {
  let attempt = 0
  let sinceMs: number | null = null
  return {
    failed(error) {
      const nowMs = Date.now()
      attempt += 1
      sinceMs ??= nowMs
      const cause = causeOf(error)
      const delayMs = isRefusal(cause) ? null : retryDelayMs({ attempt, lostForMs: nowMs - sinceMs })
      return { of: 'question', ...cause, sinceMs, retryAtMs: delayMs === null ? null : nowMs + delayMs }
    },
    succeeded() {
      attempt = 0
      sinceMs = null
    },
    isFailing: () => attempt > 0,
  }
}

/** How long that is from now; null when it is not asked again. */
export const delayOf = ({ retryAtMs }: LiveFailure): number | null =>
  retryAtMs === null ? null : Math.max(0, retryAtMs - Date.now())
