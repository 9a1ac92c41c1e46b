import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { HistoryStatus, RecordingReader } from '../domain/history-status.js'
import type { StreamCounts } from './stream-counts.js'

/** By their names, what they say and where they are read. */
type Values<T> = Readonly<Record<string, readonly [help: string, read: (from: T) => number]>>

const gauges: Values<StreamCounts> = {
  gammacast_websockets: ['Open WebSocket connections.', ({ sockets }) => sockets],
  gammacast_groups: ['Groups of subscriptions that share an execution.', ({ groups }) => groups],
  gammacast_queue_depth: ['Events that wait for subscribers.', (counts) => counts.queueDepth()],
}

const totals: Values<StreamCounts> = {
  gammacast_events_total: ['Events executed and serialized.', ({ events }) => events],
  gammacast_deliveries_total: ['Events handed to subscribers.', ({ deliveries }) => deliveries],
  gammacast_conflated_total: ['States skipped for slow subscribers.', ({ conflated }) => conflated],
  gammacast_closed_as_slow_total: ['Connections ended because of a slow reader.', ({ closedAsSlow }) => closedAsSlow],
  gammacast_sent_bytes_total: ['Bytes written for subscriptions.', ({ bytes }) => bytes],
}

const storeGauges: Values<number> = {
  gammacast_store_epoch: ['How many servers have had the store, with this one.', (epoch) => epoch],
}

const historyGauges: Values<HistoryStatus> = {
  gammacast_history_recording: ['1 while the market is recorded.', ({ state }) => (state === 'RECORDING' ? 1 : 0)],
  gammacast_history_bytes: ['Bytes kept of the market, compressed.', ({ bytes }) => bytes],
  gammacast_history_account_bytes: [
    'Bytes kept of what accounts were before, compressed. 0 until they are counted.',
    ({ accountBytes }) => accountBytes ?? 0,
  ],
  gammacast_history_waiting_bytes: ['Bytes that wait to be recorded.', ({ waitingBytes }) => waitingBytes],
}

const historyTotals: Values<HistoryStatus> = {
  gammacast_history_events_total: ['Events recorded.', ({ recordedEvents }) => recordedEvents],
  gammacast_history_dropped_events_total: ['Events heard and not recorded.', ({ droppedEvents }) => droppedEvents],
}

interface Measured {
  readonly counts: StreamCounts
  readonly recording: RecordingReader
  /** How many servers have had the store, with this one. */
  readonly storeEpoch: number
}

/** Our counts and those of the process, in the format of Prometheus. Values are read when they are asked for. */
export function prometheusRegistry({ counts, recording, storeEpoch }: Measured): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  addGauges(registers, gauges, () => counts)
  addTotals(registers, totals, () => counts)
  addGauges(registers, historyGauges, () => recording.status())
  addTotals(registers, historyTotals, () => recording.status())
  addGauges(registers, storeGauges, () => storeEpoch)
  new Gauge({
    name: 'gammacast_subscriptions',
    help: 'Running subscriptions by root field.',
    labelNames: ['field'],
    registers,
    collect() {
      this.reset()
      for (const { field, subscriptions } of counts.streams()) this.set({ field }, subscriptions)
    },
  })
  new Gauge({
    name: 'gammacast_held_bytes',
    help: 'Bytes held for clients: messages that are not complete, operations that run, documents of subscriptions, answers that are not read.',
    labelNames: ['kind'],
    registers,
    collect() {
      for (const [kind, bytes] of Object.entries(counts.heldBytes())) this.set({ kind }, bytes)
    },
  })
  new Counter({
    name: 'gammacast_refusals_total',
    help: 'How often a client met a limit.',
    labelNames: ['limit'],
    registers,
    collect() {
      this.reset()
      for (const [limit, times] of counts.refusals) this.inc({ limit }, times)
    },
  })
  new Counter({
    name: 'gammacast_refused_requests_total',
    help: 'HTTP requests and upgrades that were answered with a status from 400 to 499.',
    labelNames: ['status'],
    registers,
    collect() {
      this.reset()
      for (const [status, times] of counts.refusedRequests) this.inc({ status }, times)
    },
  })
  return registry
}

function addGauges<T>(registers: Registry[], values: Values<T>, from: () => T): void {
  for (const [name, [help, read]] of Object.entries(values)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(from()))
      },
    })
  }
}

function addTotals<T>(registers: Registry[], values: Values<T>, from: () => T): void {
  for (const [name, [help, read]] of Object.entries(values)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read(from()))
      },
    })
  }
}
