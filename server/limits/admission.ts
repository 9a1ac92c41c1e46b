import type { Logger } from '../lib/logger.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { Counted } from './counted.js'
import { HeldBodies } from './held-bodies.js'
import { HeldBytes } from './held-bytes.js'
import type { Limits } from './limits.js'
import type { Rate, RateLimits } from './rate-limits.js'
import { RefusedClients } from './refused-clients.js'
import type { Source } from './source.js'

/** A limit at which somebody was refused, as the metrics name it. */
export type RefusedLimit =
  | 'connections'
  | 'uninitialized'
  | 'subscriptions'
  | 'messages'
  | 'held_operations'
  | 'held_documents'
  | 'held_incoming'
  | 'held_bodies'
  | 'held_unread'
  | Rate

export interface AdmissionParts {
  readonly limits: Limits
  readonly rates: RateLimits
  readonly counts: StreamCounts
  readonly log: Pick<Logger, 'info'>
}

/** What all transports share to keep strangers within their limits. */
export class Admission {
  readonly limits: Limits
  readonly #rates: RateLimits
  readonly #counts: StreamCounts
  readonly #clients: RefusedClients
  /** The connections of each address, and its refused connections that are still open. */
  readonly connections: Counted
  readonly refusedConnections: Counted
  /** The open WebSockets of each address, those of each user, and those of each address that have not sent `connection_init`. */
  readonly sockets: Counted
  readonly userSockets: Counted
  readonly uninitialized: Counted
  readonly subscriptions: Counted
  /** Bytes of incomplete messages, of incomplete bodies, of running operations, of documents of subscriptions, and of answers that are not read. */
  readonly incoming: HeldBytes
  readonly bodies: HeldBytes
  readonly operations: HeldBytes
  readonly documents: HeldBytes
  readonly unread: HeldBytes
  readonly heldBodies: HeldBodies

  constructor({ limits, rates, counts, log }: AdmissionParts) {
    this.limits = limits
    this.#rates = rates
    this.#counts = counts
    this.#clients = new RefusedClients(log)
    this.connections = new Counted(limits.connectionsPerAddress)
    this.refusedConnections = new Counted(limits.connectionsPerAddress)
    this.sockets = new Counted(limits.connectionsPerAddress)
    this.userSockets = new Counted(limits.connectionsPerAddress)
    this.uninitialized = new Counted(limits.uninitializedPerAddress)
    this.subscriptions = new Counted(limits.subscriptionsPerSource)
    const bounds = { perSource: limits.heldBytesPerAddress, inAll: limits.heldBytes }
    this.incoming = new HeldBytes(bounds, (source) => this.refused('held_incoming', source))
    this.bodies = new HeldBytes(bounds, (source) => this.refused('held_bodies', source))
    this.heldBodies = new HeldBodies(this.bodies)
    this.operations = new HeldBytes(bounds)
    this.documents = new HeldBytes(bounds)
    this.unread = new HeldBytes(bounds, (source) => this.refused('held_unread', source))
    counts.heldBytes = () => ({
      incoming: this.incoming.total,
      bodies: this.bodies.total,
      operations: this.operations.total,
      documents: this.documents.total,
      unread: this.unread.total,
    })
  }

  /** As `RateLimits.take`. */
  async take(rate: Rate, source: Source, count = 1): Promise<number | null> {
    const waitMs = await this.#rates.take(rate, source, count)
    if (waitMs !== null) this.refused(rate, source)
    return waitMs
  }

  /** Notes for the metrics and the log that somebody met a limit. */
  refused(limit: RefusedLimit, source: Source): void {
    this.#counts.refused(limit)
    this.#clients.add(limit, source)
  }
}
