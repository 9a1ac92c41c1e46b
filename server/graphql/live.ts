import type { LiveHeader } from '../domain/source.js'
import { abortable } from '../lib/abortable.js'
import type { Clock } from '../lib/clock.js'
import type { GraphqlContext } from './context.js'

export interface LiveOptions<T> {
  /** Root field, for the count of running streams. */
  readonly field: string
  /** Attaches to what announces changes; ends when the signal is aborted. */
  readonly changes: (signal: AbortSignal) => AsyncIterator<unknown>
  /** The present state, or null when there is none. */
  readonly read: () => T | null
  /** What a stream does while there is no state: END for good, or WAIT for one (END when left out). */
  readonly whenEmpty?: 'WAIT' | 'END'
  readonly minIntervalMs: number
  /** Turns a state into what this reader is sent, called once for each event sent; left out, the state itself. */
  readonly present?: (state: T) => T
}

/**
 * A state stream: the present state first, then the newest state whenever its `seq` moved, at most once per
 * `minIntervalMs`. Attached to the changes before the state is read, so nothing is lost between the two. A reader that
 * does not ask for the next value gets the newest when it does.
 */
export function live<T extends LiveHeader>(context: GraphqlContext, options: LiveOptions<T>): AsyncIterableIterator<T> {
  const { counts, clock } = context.services
  return abortable((signal) => {
    counts.trackStream(options.field, signal)
    return follow(options, options.changes(signal), clock, signal)
  })
}

async function* follow<T extends LiveHeader>(
  { read, minIntervalMs, whenEmpty, present = (state) => state }: LiveOptions<T>,
  changes: AsyncIterator<unknown>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<T> {
  let state = read()
  let sentSeq: number | null = null
  while (state !== null || whenEmpty === 'WAIT') {
    if (state !== null && state.seq !== sentSeq) {
      sentSeq = state.seq
      yield present(state)
      if (minIntervalMs > 0) await clock.sleep(minIntervalMs, signal)
    }
    if ((await changes.next()).done) return
    state = read()
  }
}
