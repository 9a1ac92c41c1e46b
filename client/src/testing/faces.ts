import type { LiveFailure } from '../live/failure.js'
import type { LiveState } from '../live/live-state.js'

export const LAST_UPDATE_MS = Date.parse('2026-11-21T12:03:04.512Z')
export const LOST_AT_MS = Date.parse('2026-11-21T12:03:05.000Z')

/** Of a question that the server refuses. */
export const REFUSED: LiveFailure = {
  of: 'question',
  message: 'The server said no',
  code: null,
  sinceMs: LOST_AT_MS,
  retryAtMs: null,
}

/** The faces of a panel that shows this value. */
export function facesOf<Value>(value: Value): Record<LiveState<Value>['kind'], LiveState<Value>> {
  return {
    empty: { kind: 'empty' },
    waiting: { kind: 'waiting' },
    live: { kind: 'live', value, lastUpdateMs: LAST_UPDATE_MS },
    stale: {
      kind: 'stale',
      value,
      lastUpdateMs: LAST_UPDATE_MS,
      sinceMs: LOST_AT_MS,
      isPartly: false,
      cause: 'connection',
      reason: null,
    },
    failed: { kind: 'failed', failure: REFUSED, lastUpdateMs: null },
  }
}

export const ignore = () => undefined
