import type { CombinedError } from 'urql'
import { isAway } from './failure.js'
import { createFrameStore } from './frame-store.js'
import { isLost } from './is-lost.js'
import type { LiveRecord } from './live-state.js'
import { EMPTY_RECORD } from './live-state.js'
import type { LiveStore, LiveStoreParts } from './live-store.js'
import type { Nudges } from './nudges.js'
import { onNudge } from './nudges.js'
import { oneAtATime } from './one-at-a-time.js'
import { createRetries, delayOf } from './retries.js'

interface Answer<Snapshot> {
  readonly data?: Snapshot | null | undefined
  readonly error?: CombinedError | undefined
}

/** A value that has a query and no subscription of its own. */
export interface PolledOperation<Value, Snapshot> {
  readonly ask: (current: Value | null) => Promise<Answer<Snapshot>>
  readonly valueOf: (snapshot: Snapshot, current: Value | null) => Value
  readonly everyMs: number
  /** Reasons to ask at once. */
  readonly nudges?: Nudges
}

export interface PolledStore<Value> extends LiveStore<Value> {
  newest(): Value | null
  set(value: Value): void
  /** Asks now, once it has begun and unless the connection is lost. */
  refresh(): void
}

type Parts = Omit<LiveStoreParts, 'freshness'>

/**
 * Asks now, at an interval, when nudged, and when a connection opens that was lost; nothing while it is. A failure shows and
 * is asked over; of an answer that holds only a part, the part is shown.
 */
export function createPolledStore<Value, Snapshot>(
  { ask, valueOf, everyMs, nudges }: PolledOperation<Value, Snapshot>,
  { client, connection, frames }: Parts,
): PolledStore<Value> {
  const store = createFrameStore<LiveRecord<Value>>(EMPTY_RECORD, frames)
  const newest = () => store.newest().value
  const set = (value: Value) => store.set({ ...EMPTY_RECORD, value, lastUpdateMs: Date.now() })
  const retries = createRetries()
  let run = 0
  let again: ReturnType<typeof setTimeout> | undefined
  let halt: (() => void) | null = null
  let asking: (() => void) | null = null

  const fail = (error: CombinedError, isPartial: boolean) => {
    const failure = retries.failed(error)
    const isKept = (isPartial || error.networkError !== undefined) && newest() !== null
    if (isKept) store.set({ ...store.newest(), unanswered: failure })
    else if (!isAway(error, connection)) store.set({ ...store.newest(), failure })
    const delayMs = delayOf(failure)
    if (delayMs !== null) again = setTimeout(refresh, delayMs)
  }
  const askingOf = (mine: number) =>
    oneAtATime(async () => {
      if (mine !== run) return
      clearTimeout(again)
      const { data, error } = await ask(newest())
      if (mine !== run) return
      if (data) set(valueOf(data, newest()))
      if (error) fail(error, Boolean(data))
      else retries.succeeded()
    })
  // A lost connection is waited for: the store asks when it opens.
  const refresh = () => {
    if (!isLost(connection)) asking?.()
  }
  const stop = () => {
    run += 1
    clearTimeout(again)
    asking = null
    halt?.()
    halt = null
  }
  const start = () => {
    stop()
    if (store.newest().failure !== null) store.set({ ...store.newest(), failure: null })
    asking = askingOf(run)
    halt = onNudge({ client, connection }, { nudges, everyMs }, refresh)
    asking()
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop, newest, set, refresh }
}
