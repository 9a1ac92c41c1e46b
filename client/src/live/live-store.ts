import type { AnyVariables, Client, CombinedError, TypedDocumentNode } from 'urql'
import type { ConnectionSource } from '../transport/live-transport.js'
import { isAway } from './failure.js'
import { follow } from './follow.js'
import { createFrameStore } from './frame-store.js'
import type { FrameScheduler } from './frame-scheduler.js'
import type { FreshnessRegistry } from './freshness-registry.js'
import { createFreshnessReport } from './freshness-report.js'
import type { LiveHeader } from './live-header.js'
import type { LiveRecord } from './live-state.js'
import { EMPTY_RECORD } from './live-state.js'
import { isLost } from './is-lost.js'
import { createRetries, delayOf } from './retries.js'
import type { Part } from './staleness.js'
import { stalenessOf } from './staleness.js'
import { watchEpochs } from './watch-epochs.js'

/** A query that seeds a value and the subscription that keeps it. Both take the same variables. */
export interface LiveOperation<Value, Snapshot, Update, Variables extends AnyVariables> {
  readonly snapshot: TypedDocumentNode<Snapshot, Variables>
  readonly updates: TypedDocumentNode<Update, Variables>
  /** `current` is what the subscription brought before the answer to the query came. */
  readonly seed: (snapshot: Snapshot, current: Value | null) => Value
  readonly fold: (current: Value | null, update: Update) => Value
  /** The groups of values that age apart, where the value tells them apart. */
  readonly partsOf?: (value: Value) => readonly Part[]
  /** The subscription starts with a snapshot by itself; a history can only be had by asking again. */
  readonly seedAgainOnReconnect?: boolean
}

export interface LiveStoreParts {
  readonly client: Client
  readonly connection: ConnectionSource
  readonly frames: FrameScheduler
  readonly freshness: FreshnessRegistry
}

export interface LiveStore<Value> {
  shown(): LiveRecord<Value>
  subscribe(listener: () => void): () => void
  /** Begins, and begins again after a failure. */
  start(): void
  stop(): void
}

const RESTART_AFTER_COMPLETION_MS = 2_000

export function createLiveStore<Value extends LiveHeader, Snapshot, Update, Variables extends AnyVariables>(
  operation: LiveOperation<Value, Snapshot, Update, Variables>,
  variables: Variables,
  { client, connection, frames, freshness }: LiveStoreParts,
): LiveStore<Value> {
  const store = createFrameStore<LiveRecord<Value>>(EMPTY_RECORD, frames)
  const report = createFreshnessReport(freshness)
  let halt: (() => void) | null = null
  const seeding = createRetries()
  const following = createRetries()

  const accept = (value: Value) => {
    following.succeeded()
    const staleness = stalenessOf(value, operation.partsOf?.(value) ?? [], store.newest().staleness)
    store.set({ ...EMPTY_RECORD, value, staleness, lastUpdateMs: Date.now() })
    report.told(value)
  }
  const fail = (error: CombinedError) => {
    // Without a network there is nothing to report here: the connection shows it and the subscription seeds itself.
    if (error.networkError !== undefined) return
    report.withdraw()
    store.set({ ...store.newest(), failure: following.failed(error) })
  }

  const start = () => {
    stop()
    let over = false
    let isFollowing = true
    let seeded = true
    let reseed: ReturnType<typeof setTimeout> | undefined
    let restart: ReturnType<typeof setTimeout> | undefined
    if (store.newest().failure !== null) store.set({ ...store.newest(), failure: null })

    const seedLater = (error: CombinedError) => {
      const failure = seeding.failed(error)
      const { value } = store.newest()
      if (value === null && !isAway(error, connection)) store.set({ ...store.newest(), failure })
      // A lost connection is waited for: the value is seeded when it opens.
      reseed = setTimeout(() => isLost(connection) || void seed(), delayOf(failure) ?? 0)
    }
    const seed = async () => {
      clearTimeout(reseed)
      const { data, error } = await client.query(operation.snapshot, variables).toPromise()
      if (over) return
      seeded = error?.networkError === undefined
      const { value, failure } = store.newest()
      if (failure !== null && !isFollowing) return
      if (error && !seeded) return seedLater(error)
      if (seeded) seeding.succeeded()
      if (data && value !== null) store.set({ ...store.newest(), value: operation.seed(data, value) })
      else if (data) accept(operation.seed(data, null))
      // What the query was refused the subscription is refused as well, unless it waits for what is not there yet.
      else if (error && !isFollowing) fail(error)
    }
    const unfollow = follow(client, operation.updates, variables, {
      data: (update) => accept(operation.fold(store.newest().value, update)),
      error: fail,
      end: () => {
        isFollowing = false
        const { failure } = store.newest()
        const delayMs = failure === null ? RESTART_AFTER_COMPLETION_MS : delayOf(failure)
        if (delayMs !== null) restart = setTimeout(start, delayMs)
      },
    })
    const unwatch = watchEpochs(connection, (epoch) => {
      report.asked()
      if (!isFollowing) start()
      else if (!seeded || (operation.seedAgainOnReconnect === true && epoch > 1)) void seed()
    })
    const unwatchLoss = connection.subscribe(() => {
      const state = connection.current()
      const record = store.newest()
      if ('lostAtMs' in state) report.withdraw()
      if ('lostAtMs' in state && record.lostAtMs === null && record.value !== null) {
        store.set({ ...record, lostAtMs: state.lostAtMs })
      }
    })
    halt = () => {
      over = true
      clearTimeout(restart)
      clearTimeout(reseed)
      unwatch()
      unwatchLoss()
      unfollow()
      report.withdraw()
    }
    report.asked()
    void seed()
  }
  const stop = () => {
    halt?.()
    halt = null
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop }
}
