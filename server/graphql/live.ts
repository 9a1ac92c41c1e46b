import { iteratedByFanout, type Sequenced, type StateSource } from '../fanout/live-source.js'
import type { Clock } from '../lib/clock.js'
import type { ReadGate } from '../lib/read-gate.js'

type OfSource = 'field' | 'audience' | 'reader' | 'onWithdrawal' | 'onDivision' | 'forPresentAudience' | 'change'

/** What makes a state stream, and parts of its `StateSource` as they are. */
export interface LiveOptions<T extends Sequenced> extends Pick<StateSource<T>, OfSource> {
  /** Subscribes to what announces changes. Ends when the signal is aborted. */
  readonly changes: (signal: AbortSignal) => AsyncIterator<unknown>
  /** The present state, or null when there is none. */
  readonly read: () => T | null
  /** Called with each state that is sent, and with null at the end. */
  readonly onState?: (state: T | null) => void
  /** What a stream does while there is no state: END for good, or WAIT for one. Without this option it ends. */
  readonly whenEmpty?: 'WAIT' | 'END'
  readonly minIntervalMs: number
}

/**
 * A state stream: the present state first, then the newest state whenever its `seq` changed, at most once per
 * `minIntervalMs`. It subscribes to the changes before it reads the state, so it misses none between the two. A reader
 * who asks late gets the newest state.
 */
export function live<T extends Sequenced>(clock: Clock, options: LiveOptions<T>): StateSource<T> {
  return {
    ...options,
    kind: 'STATE',
    states: (signal, has, gate) => follow(options, clock, { signal, has, gate }),
    current: options.read,
    [Symbol.asyncIterator]: iteratedByFanout,
  }
}

interface Following<T> {
  readonly signal: AbortSignal
  readonly has: T | undefined
  readonly gate: ReadGate | undefined
}

async function* follow<T extends Sequenced>(
  { changes, read, minIntervalMs, whenEmpty, onState }: LiveOptions<T>,
  clock: Clock,
  { signal, has, gate }: Following<T>,
): AsyncGenerator<T> {
  const pause = async () => {
    if (minIntervalMs > 0) await clock.sleep(minIntervalMs, signal)
  }
  signal.addEventListener('abort', () => onState?.(null))
  const announced = changes(signal)
  if (gate?.isOpen === false) await gate.opened(signal)
  if (signal.aborted) return
  let state = read()
  let sentSeq: number | null = null
  if (has) {
    sentSeq = has.seq
    await pause()
    if (gate?.isOpen === false) await gate.opened(signal)
    if (signal.aborted) return
    state = read()
  }
  while (state !== null || whenEmpty === 'WAIT') {
    if (state !== null && state.seq !== sentSeq) {
      sentSeq = state.seq
      onState?.(state)
      yield state
      await pause()
    }
    // The iterator still yields what was announced before the end.
    if ((await announced.next()).done) return
    if (gate?.isOpen === false) await gate.opened(signal)
    if (signal.aborted) return
    state = read()
  }
}
