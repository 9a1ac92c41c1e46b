import type { PanelFace } from '../lib/panel-face.js'
import type { LiveFailure } from './failure.js'
import type { LiveValue } from './live-header.js'
import type { LiveState } from './live-state.js'

type Faced = Pick<LiveValue, 'asOf' | 'seq'>

export function faceOf(state: LiveState<Faced>): PanelFace {
  const nothing = { kind: state.kind, seq: null, asOf: null, lastUpdateMs: null, stale: null, failure: null }
  switch (state.kind) {
    case 'waiting':
    case 'empty':
      return nothing
    case 'failed':
      return { ...nothing, lastUpdateMs: state.lastUpdateMs, failure: state.failure }
    case 'live':
    case 'stale': {
      const { value, lastUpdateMs } = state
      const stale = state.kind === 'stale' ? staleOf(state) : null
      return { ...nothing, seq: value.seq, asOf: value.asOf, lastUpdateMs, stale }
    }
  }
}

function staleOf({ sinceMs, isPartly, cause, reason }: LiveState<unknown> & { kind: 'stale' }) {
  return { sinceMs, isPartly, cause, reason }
}

/** The value where there is one to show. */
export const valueOf = <Value>(state: LiveState<Value>): Value | null =>
  state.kind === 'live' || state.kind === 'stale' ? state.value : null

/** Why the server does not give what is asked. What is wrong with the connection or the source is said for all panels. */
export const refusalOf = (state: LiveState<unknown>): LiveFailure | null =>
  state.kind === 'failed' && state.failure.of === 'question' ? state.failure : null
