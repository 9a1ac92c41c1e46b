import type { OperationResult } from 'urql'
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

/** A value that has a query and no subscription of its own. */
export interface PolledOperation<Value, Snapshot> {
  readonly ask: (current: Value | null) => Promise<OperationResult<Snapshot>>
  readonly valueOf: (snapshot: Snapshot, current: Value | null) => Value
  readonly everyMs: number
  /** Reasons to ask at once. */
  readonly nudges?: Nudges
}

export interface PolledStore<Value> extends LiveStore<Value> {
  newest(): Value | null
  set(value: Value): void
}

type Parts = Omit<LiveStoreParts, 'freshness'>

/** Asks now, at an interval, when nudged, and when a connection opens. A failure shows and is asked over. */
export function createPolledStore<Value, Snapshot>(
  { ask, valueOf, everyMs, nudges }: PolledOperation<Value, Snapshot>,
  { client, connection, frames }: Parts,
): PolledStore<Value> {
  const store = createFrameStore<LiveRecord<Value>>(EMPTY_RECORD, frames)
  const newest = () => store.newest().value
  const set = (value: Value) => store.set({ ...EMPTY_RECORD, value, lastUpdateMs: Date.now() })
  let run = 0
  const retries = createRetries()
  let again: ReturnType<typeof setTimeout> | undefined
  let halt: (() => void) | null = null

  const refreshing = (mine: number) => {
    const refresh = oneAtATime(async () => {
      if (mine !== run) return
      clearTimeout(again)
      const { data, error } = await ask(newest())
      if (mine !== run) return
      if (data) {
        retries.succeeded()
        set(valueOf(data, newest()))
      } else if (error) {
        const failure = retries.failed(error)
        const isKept = error.networkError !== undefined && newest() !== null
        if (isKept) store.set({ ...store.newest(), unanswered: failure })
        else if (!isAway(error, connection)) store.set({ ...store.newest(), failure })
        const delayMs = delayOf(failure)
        if (delayMs !== null) again = setTimeout(retry, delayMs)
      }
    })
    // A lost connection is waited for: the store asks when it opens.
    const retry = () => isLost(connection) || refresh()
    return refresh
  }
  const stop = () => {
    run += 1
    clearTimeout(again)
    halt?.()
    halt = null
  }
  const start = () => {
    stop()
    if (store.newest().failure !== null) store.set({ ...store.newest(), failure: null })
    const refresh = refreshing(run)
    halt = onNudge({ client, connection }, { nudges, everyMs }, refresh)
    refresh()
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop, newest, set }
}
