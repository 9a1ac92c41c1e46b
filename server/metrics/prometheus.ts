import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { StreamCounts } from './stream-counts.js'

const gauges: Readonly<Record<string, readonly [help: string, read: (counts: StreamCounts) => number]>> = {
  gammacast_websockets: ['Open WebSocket connections.', ({ sockets }) => sockets],
  gammacast_groups: ['Groups of subscriptions that share an execution.', ({ groups }) => groups],
  gammacast_queue_depth: ['Events that wait for subscribers.', (counts) => counts.queueDepth()],
}

const totals: Readonly<Record<string, readonly [help: string, read: (counts: StreamCounts) => number]>> = {
  gammacast_events_total: ['Events executed and serialized.', ({ events }) => events],
  gammacast_deliveries_total: ['Events handed to subscribers.', ({ deliveries }) => deliveries],
  gammacast_conflated_total: ['States skipped for slow subscribers.', ({ conflated }) => conflated],
  gammacast_closed_as_slow_total: ['Connections ended because of a slow reader.', ({ closedAsSlow }) => closedAsSlow],
  gammacast_sent_bytes_total: ['Bytes written for subscriptions.', ({ bytes }) => bytes],
}

/** Our counts and those of the process, in the format of Prometheus. Values are read when they are asked for. */
export function prometheusRegistry(counts: StreamCounts): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  for (const [name, [help, read]] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(counts))
      },
    })
  }
  for (const [name, [help, read]] of Object.entries(totals)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read(counts))
      },
    })
  }
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
