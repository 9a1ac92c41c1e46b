import type { LiveHeader } from '../domain/source.js'
import { abortable } from '../lib/abortable.js'
import type { Clock } from '../lib/clock.js'
import type { GraphqlContext } from './context.js'

export interface LiveOptions<T> {
  /** Root field, for the count of running streams. */
  readonly field: string
  /** Attaches to what announces changes; ends when the signal is aborted. */
  readonly changes: (signal: AbortSignal) => AsyncIterator<unknown>
  /** The present state; null ends the stream. */
  readonly read: () => T | null
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
  const { streams, clock } = context.services
  return abortable((signal) => {
    streams.track(options.field, signal)
    return follow(options, options.changes(signal), clock, signal)
  })
}

async function* follow<T extends LiveHeader>(
  { read, minIntervalMs, present = (state) => state }: LiveOptions<T>,
  changes: AsyncIterator<unknown>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<T> {
  let sent = read()
  while (sent !== null) {
    yield present(sent)
    if (minIntervalMs > 0) await clock.sleep(minIntervalMs, signal)
    sent = await nextState(sent.seq, changes, read)
  }
}

/** The state after the next change that moved `seq`; null when the source or the thing itself has ended. */
async function nextState<T extends LiveHeader>(
  seq: number,
  changes: AsyncIterator<unknown>,
  read: () => T | null,
): Promise<T | null> {
  for (;;) {
    const { done } = await changes.next()
    if (done) return null
    const state = read()
    if (state === null || state.seq !== seq) return state
  }
}
