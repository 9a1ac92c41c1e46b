import type { LiveFailure } from './failure.js'
import type { LiveHeader } from './live-header.js'

/** What a stream has brought so far. */
export interface LiveRecord<Value> {
  readonly value: Value | null
  readonly lastUpdateMs: number | null
  /** When the connection was lost on which the value came; null while it holds. */
  readonly lostAtMs: number | null
  readonly failure: LiveFailure | null
}

export const EMPTY_RECORD: LiveRecord<never> = { value: null, lastUpdateMs: null, lostAtMs: null, failure: null }

/** The four faces of a panel. */
export type LiveState<Value> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'live'; readonly value: Value; readonly lastUpdateMs: number }
  | {
      readonly kind: 'stale'
      readonly value: Value
      readonly lastUpdateMs: number
      readonly sinceMs: number
      readonly cause: 'feed' | 'connection'
    }
  | { readonly kind: 'failed'; readonly failure: LiveFailure; readonly lastUpdateMs: number | null }

/**
 * A failure covers all; then a lost connection, which makes a value stale until a new one has brought another; then what
 * the server says of its source. A stale value that was never true is one its source has not told yet.
 */
export function toLiveState<Value extends Pick<LiveHeader, 'asOf' | 'freshness'>>(
  record: LiveRecord<Value>,
  connectionLostAtMs: number | null,
): LiveState<Value> {
  const { value, lastUpdateMs, failure } = record
  if (failure !== null) return { kind: 'failed', failure, lastUpdateMs }
  if (value === null || lastUpdateMs === null) return { kind: 'waiting' }
  const { asOf, freshness } = value
  if (freshness === 'STALE' && asOf === null) return { kind: 'waiting' }
  const lostAtMs = record.lostAtMs ?? connectionLostAtMs
  if (lostAtMs !== null) return { kind: 'stale', value, lastUpdateMs, sinceMs: lostAtMs, cause: 'connection' }
  if (freshness === 'STALE' && asOf !== null) {
    return { kind: 'stale', value, lastUpdateMs, sinceMs: Date.parse(asOf), cause: 'feed' }
  }
  return { kind: 'live', value, lastUpdateMs }
}
