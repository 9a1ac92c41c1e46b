import { iteratedByFanout, type Sequenced, type StateSource } from '../fanout/live-source.js'
import type { Clock } from '../lib/clock.js'

export interface LiveOptions<T> {
  /** The root field. */
  readonly field: string
  /** Attaches to what announces changes; ends when the signal is aborted. */
  readonly changes: (signal: AbortSignal) => AsyncIterator<unknown>
  /** The present state, or null when there is none. */
  readonly read: () => T | null
  /** Called with each state that is sent, and with null at the end. */
  readonly onState?: (state: T | null) => void
  /** What a stream does while there is no state: END for good, or WAIT for one (END when left out). */
  readonly whenEmpty?: 'WAIT' | 'END'
  readonly minIntervalMs: number
  /** Events are differences: what turns a state into a later one, or null when only the whole will do. */
  readonly change?: (before: T, after: T) => T | null
}

/**
 * A state stream: the present state first, then the newest state whenever its `seq` moved, at most once per
 * `minIntervalMs`. Attached to the changes before the state is read, so nothing is lost between the two. A reader that
 * does not ask for the next value gets the newest when it does.
 */
export function live<T extends Sequenced>(clock: Clock, options: LiveOptions<T>): StateSource<T> {
  const { field, read, change } = options
  return {
    kind: 'STATE',
    field,
    states: (signal) => follow(options, clock, signal),
    current: read,
    ...(change && { change }),
    [Symbol.asyncIterator]: iteratedByFanout,
  }
}

async function* follow<T extends Sequenced>(
  { changes, read, minIntervalMs, whenEmpty, onState }: LiveOptions<T>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<T> {
  signal.addEventListener('abort', () => onState?.(null))
  const announced = changes(signal)
  let state = read()
  let sentSeq: number | null = null
  while (state !== null || whenEmpty === 'WAIT') {
    if (state !== null && state.seq !== sentSeq) {
      sentSeq = state.seq
      onState?.(state)
      yield state
      if (minIntervalMs > 0) await clock.sleep(minIntervalMs, signal)
    }
    // What was announced before the end is still handed out after it.
    if ((await announced.next()).done || signal.aborted) return
    state = read()
  }
}
