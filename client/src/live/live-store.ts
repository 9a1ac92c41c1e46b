import type { Client, TypedDocumentNode } from 'urql'
import type { ConnectionSource } from '../transport/live-transport.js'
import type { FrameScheduler } from './frame-scheduler.js'
import { createFrameStore } from './frame-store.js'
import type { FreshnessRegistry } from './freshness-registry.js'
import { createFreshnessReport } from './freshness-report.js'
import { keepRunning } from './keep-running.js'
import type { LiveValue } from './live-header.js'
import { EMPTY_RECORD, type LiveRecord } from './live-state.js'
import { subscriptionOf, type AnyVariables } from './operation.js'
import { createPastReader, type PastQuery } from './past.js'
import { stalenessOf, type Part } from './staleness.js'
import { watchEpochs } from './watch-epochs.js'

/** A subscription whose events make up a value. The first event on each connection is a snapshot. */
export interface LiveOperation<Value, Update, Variables extends AnyVariables, PastVariables = never> {
  readonly updates: TypedDocumentNode<Update, Variables>
  readonly fold: (current: Value | null, update: Update) => Value
  /** The groups of values that each have an age of their own. Left out when the value has no such groups. */
  readonly partsOf?: (value: Value) => readonly Part[]
  readonly past?: PastQuery<Value, Variables, PastVariables>
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
  /** Asks for what was before all that is known, if there is anything. */
  loadOlder(): void
}

export function createLiveStore<Value extends LiveValue, Update, Variables extends AnyVariables, PastVariables = never>(
  operation: LiveOperation<Value, Update, Variables, PastVariables>,
  variables: Variables,
  { client, connection, frames, freshness }: LiveStoreParts,
): LiveStore<Value> {
  const store = createFrameStore<LiveRecord<Value>>(EMPTY_RECORD, frames)
  const report = createFreshnessReport(freshness)
  const updates = subscriptionOf(client, operation.updates, () => variables)
  /** Pasts that came before the first value. */
  let early: ((value: Value) => Value)[] = []
  let halts: (() => void)[] = []
  const change = (more: Partial<LiveRecord<Value>>) => store.set({ ...store.newest(), ...more })

  const past =
    operation.past &&
    createPastReader(
      operation.past,
      { client, connection },
      {
        joined(join) {
          const { value } = store.newest()
          if (value === null) early.push(join)
          else change({ value: join(value) })
        },
        failed: (pastFailure) => change({ pastFailure }),
      },
    )
  const accept = (update: Update) => {
    const { value: before, lostAtMs, failure, pastFailure, staleness } = store.newest()
    const value = early.reduce((folded, join) => join(folded), operation.fold(before, update))
    early = []
    store.set({
      ...EMPTY_RECORD,
      value,
      staleness: stalenessOf(value, operation.partsOf?.(value) ?? [], staleness),
      lastUpdateMs: Date.now(),
      pastFailure,
    })
    report.told(value)
    past?.want(operation.past?.wanted(variables, value) ?? [])
    if (before !== null && (lostAtMs !== null || failure !== null))
      past?.again(operation.past?.missed(before, value, variables) ?? [])
  }
  const watchLoss = () =>
    connection.subscribe(() => {
      const state = connection.current()
      if (!('lostAtMs' in state)) return
      report.withdraw()
      const { value, lostAtMs } = store.newest()
      if (value !== null && lostAtMs === null) change({ lostAtMs: state.lostAtMs })
    })

  const stop = () => {
    for (const halt of halts.splice(0)) halt()
    past?.stop()
    report.withdraw()
  }
  const start = () => {
    stop()
    if (store.newest().failure !== null) change({ failure: null })
    report.asked()
    halts = [
      watchLoss(),
      watchEpochs(connection, () => report.asked()),
      keepRunning(updates, connection, {
        data: accept,
        failed(failure) {
          report.withdraw()
          change({ failure })
        },
      }),
    ]
    past?.want(operation.past?.wanted(variables, store.newest().value) ?? [])
  }
  const loadOlder = () => {
    const { value } = store.newest()
    const older = value && operation.past?.older?.(variables, value)
    if (older) past?.older(older)
  }
  return { shown: store.shown, subscribe: store.subscribe, start, stop, loadOlder }
}
