import type { StaleCause } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import type { LostState } from '../transport/live-transport.js'
import type { LiveFailure } from './failure.js'
import type { LiveValue } from './live-header.js'
import type { Staleness } from './staleness.js'

/** What a stream has brought so far. */
export interface LiveRecord<Value> {
  readonly value: Value | null
  readonly lastUpdateMs: number | null
  /** How old the value is by what its server says; null while it is not. */
  readonly staleness: Staleness | null
  /** When the connection was lost on which the value came; null while it holds. */
  readonly lostAtMs: number | null
  /** Why what was before the value is not there. Null while nothing keeps it away. */
  readonly pastFailure: LiveFailure | null
  /** Why there is nothing to show. */
  readonly failure: LiveFailure | null
}

export const EMPTY_RECORD: LiveRecord<never> = {
  value: null,
  lastUpdateMs: null,
  staleness: null,
  lostAtMs: null,
  pastFailure: null,
  failure: null,
}

/** The faces of a panel. */
export type LiveState<Value> =
  /** There is nothing to ask for. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'live'; readonly value: Value; readonly lastUpdateMs: number }
  | {
      readonly kind: 'stale'
      readonly value: Value
      readonly lastUpdateMs: number
      readonly sinceMs: number
      /** Whether some of it is still heard. */
      readonly isPartly: boolean
      readonly cause: StaleCause
      readonly reason: string | null
    }
  | { readonly kind: 'failed'; readonly failure: LiveFailure; readonly lastUpdateMs: number | null }

/** What a stream depends on besides its own answers. */
export interface Surroundings {
  /** The connection, while it is lost. */
  readonly lost: Pick<LostState, 'lostAtMs' | 'retryAtMs'> | null
  /** What is wrong with the source of what it shows. */
  readonly trouble: LiveFailure | null
}

type Told = Omit<LiveValue, 'seq'>

/** What bots publish waits for them, whatever the market does. */
const isOfMarket = (value: Told | null) => value?.source !== 'PUBLISHED'

const notConnected = (
  { lostAtMs, retryAtMs }: NonNullable<Surroundings['lost']>,
  failure: LiveFailure | null,
): LiveFailure => ({
  of: 'connection',
  message: failure?.message ?? text.panel.nothingYet,
  code: null,
  sinceMs: lostAtMs,
  retryAtMs,
})

/**
 * A failure hides everything else. There is one exception: a failure that is retried shows as a lost connection while
 * there is none. Before the first value the panel says what keeps it away: the connection or the source; otherwise it
 * waits. A value is stale from the loss of the connection until the next value, and while the server says so.
 */
export function toLiveState<Value extends Told>(
  record: LiveRecord<Value>,
  { lost, trouble }: Surroundings,
): LiveState<Value> {
  const { value, lastUpdateMs, failure } = record
  if (failure !== null && (lost === null || failure.retryAtMs === null)) {
    return { kind: 'failed', failure, lastUpdateMs }
  }
  if (value === null || lastUpdateMs === null || (value.freshness === 'STALE' && value.asOf === null)) {
    if (lost !== null) return { kind: 'failed', failure: notConnected(lost, failure), lastUpdateMs }
    if (trouble !== null && isOfMarket(value)) return { kind: 'failed', failure: trouble, lastUpdateMs }
    return { kind: 'waiting' }
  }
  const stale = { kind: 'stale', value, lastUpdateMs, isPartly: false } as const
  const lostAtMs = record.lostAtMs ?? lost?.lostAtMs ?? null
  if (lostAtMs !== null) return { ...stale, sinceMs: lostAtMs, cause: 'connection', reason: null }
  if (record.staleness !== null) {
    const known = isOfMarket(value) ? trouble : null
    if (known?.of === 'ended') return { ...stale, sinceMs: known.sinceMs, cause: 'ended', reason: known.message }
    return { ...stale, ...record.staleness, cause: 'feed', reason: known?.message ?? null }
  }
  return { kind: 'live', value, lastUpdateMs }
}
