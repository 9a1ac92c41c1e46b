import type { UnixMs } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import type { FeedLog } from '../../feed-log.js'
import { isSteady } from '../language/channels.js'
import { indexOfCurrency } from '../language/index-name.js'
import type { DeribitMessage } from '../language/messages.js'
import type { DeribitRequest } from '../language/requests.js'
import { keepDeliveryPrices } from './keep-delivery-prices.js'
import type { ListingKeeper } from './keep-listings.js'
import { abortWith } from './nudge.js'
import { PendingRequests, RequestError, type Answer } from './pending-requests.js'
import { pollSummaries } from './poll-summaries.js'
import { createSilenceWatch } from './silent-channels.js'
import { DeribitSocket, type ConnectionEnd, type SocketEvent, type SocketOptions } from './socket.js'
import { Subscriptions } from './subscriptions.js'
import type { DeribitTimings } from './timings.js'
import { watchChannels } from './watch-channels.js'

/** What the exchange says while we are connected, in the order in which it came. */
export type SessionEvent =
  | (Extract<DeribitMessage, { kind: 'notification' | 'unknown' }> & { readonly receivedTimeMs: UnixMs })
  | (Answer & { readonly kind: 'answer'; readonly request: DeribitRequest })

export interface SessionParts extends SocketOptions {
  readonly clock: Clock
  readonly timings: DeribitTimings
  readonly currencies: readonly string[]
  readonly log: FeedLog
  readonly listings: ListingKeeper
  /** The newest expiry of each currency whose delivery price we know. */
  readonly delivered: ReadonlyMap<string, UnixMs>
  /** The channels wanted now. */
  wantedChannels(): readonly string[]
}

/** Too many requests, too many waiting requests, maintenance, closed to clients without a login. We come back later. */
const stayAway = new Set([10028, 10066, 11051, 11056])
const subscriptionsDropped = 11052

/**
 * One connection, from its start to its end. It greets, subscribes and asks again and again, until the socket breaks,
 * the market is silent or the signal is aborted. Iterate it to read what the exchange says. Our own work that waits for
 * an answer goes on after the reader has handled that answer.
 */
export class DeribitSession implements AsyncIterable<SessionEvent> {
  readonly #parts: SessionParts
  readonly #socket: DeribitSocket
  readonly #requests: PendingRequests
  readonly #subscriptions: Subscriptions
  readonly #silence
  readonly #scope
  #lastValueMs: UnixMs

  constructor(parts: SessionParts, signal: AbortSignal) {
    const { clock, timings, log } = parts
    this.#parts = parts
    this.#lastValueMs = clock.now()
    this.#silence = createSilenceWatch({ silenceMs: timings.channelSilenceMs, againMs: timings.subscribeAgainMs })
    this.#socket = new DeribitSocket(parts)
    this.#requests = new PendingRequests({ clock, timings, log, send: (message) => this.#socket.send(message) })
    this.#subscriptions = new Subscriptions({ clock, timings, log, request: (one) => this.#requests.request(one) })
    this.#scope = abortWith(signal)
    this.#scope.signal.addEventListener('abort', () => this.#socket.close())
    if (signal.aborted) this.#socket.close()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SessionEvent> {
    try {
      for await (const event of this.#socket) yield* this.#take(event)
    } finally {
      this.#scope.abort()
      this.#requests.rejectAll(new RequestError('the connection closed'))
    }
  }

  /** How it ended, once it is over. */
  get end(): ConnectionEnd {
    return this.#socket.end ?? { reason: 'stopped', refused: false }
  }

  /** Breaks the connection off. `refused`: we must stay away for a while. */
  hangUp(reason: string, refused: boolean): void {
    this.#socket.hangUp({ reason, refused })
  }

  /** A channel said a market value. */
  heard(channel: string, receivedTimeMs: UnixMs): void {
    this.#lastValueMs = receivedTimeMs
    this.#silence.heard(channel, receivedTimeMs)
  }

  /** Subscribes to what is wanted now, and to nothing else. */
  replan(): void {
    const wanted = this.#parts.wantedChannels()
    this.#subscriptions.want(wanted)
    this.#silence.watch(wanted.filter(isSteady), this.#parts.clock.now())
  }

  *#take(event: SocketEvent): Generator<SessionEvent> {
    const requests = this.#requests
    switch (event.kind) {
      case 'opened':
        return this.#begin(this.#scope.signal)
      case 'notification':
      case 'unknown':
        yield event
        return
      case 'heartbeat':
        return event.testRequest ? this.#work(requests.ask({ method: 'public/test', params: {} })) : undefined
      case 'error':
        return this.#takeError(event)
      case 'answer': {
        const request = requests.find(event.id)
        yield request ? { ...event, request } : { ...event, kind: 'unknown', why: 'answer nobody waits for' }
        requests.resolve(event.id, event)
      }
    }
  }

  #takeError({ id, code, message }: Extract<DeribitMessage, { kind: 'error' }>): void {
    const isAnswer = this.#requests.reject(id, new RequestError(`${message} (${code})`))
    if (!isAnswer) this.#parts.log.warn({ code, message }, 'Error from Deribit')
    if (code === subscriptionsDropped) this.#subscriptions.startOver()
    if (stayAway.has(code)) this.hangUp(`Deribit says ${message} (${code})`, true)
  }

  /** It sends everything at once. To wait for each answer would make an outage longer. */
  #begin(signal: AbortSignal): void {
    const { clock, timings, currencies, listings, delivered, log } = this.#parts
    const requests = this.#requests
    this.#lastValueMs = clock.now()
    this.replan()
    const askDelivery = async (currency: string) => {
      await requests.ask({
        method: 'public/get_delivery_prices',
        params: { index_name: indexOfCurrency(currency), count: 3 },
      })
      return delivered.get(currency) ?? null
    }
    const askSummary = (currency: string) =>
      requests.ask({ method: 'public/get_book_summary_by_currency', params: { currency, kind: 'option' } })
    const askListing = (currency: string) => requests.ask({ method: 'public/get_instruments', params: { currency } })
    this.#work(
      requests.ask({ method: 'public/hello', params: { client_name: 'gammacast', client_version: '1' } }),
      this.#askForLocks(signal),
      requests.ask({ method: 'public/set_heartbeat', params: { interval: timings.heartbeatSeconds } }),
      this.#subscriptions.run(signal),
      ...currencies.map((currency) => listings.keep(currency, () => askListing(currency), signal)),
      ...currencies.map((currency) => keepDeliveryPrices(currency, { clock, timings, ask: askDelivery }, signal)),
      pollSummaries(currencies, { clock, everyMs: timings.summaryEveryMs, ask: askSummary }, signal),
      this.#watchValues(signal),
      watchChannels({ clock, timings, log, silence: this.#silence, subscriptions: this.#subscriptions }, signal),
    )
  }

  /** Runs work beside the stream. A bug of ours in it ends the session. */
  #work(...tasks: readonly Promise<unknown>[]): void {
    Promise.all(tasks).catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'A session with Deribit failed')
      this.hangUp(String(error), false)
    })
  }

  /** While we were away, indices may have been locked or opened. Nobody tells us unless we ask. */
  async #askForLocks(signal: AbortSignal): Promise<void> {
    const { clock, timings } = this.#parts
    while (!signal.aborted && !(await this.#requests.ask({ method: 'public/status', params: {} }))) {
      await clock.sleep(timings.subscribeAgainMs, signal)
    }
  }

  /** A socket can be open and bring heartbeats only. Then we connect again. */
  async #watchValues(signal: AbortSignal): Promise<void> {
    const { clock, timings } = this.#parts
    while (!signal.aborted) {
      // When the clock is set back, the silence is counted from then on.
      this.#lastValueMs = Math.min(this.#lastValueMs, clock.now())
      const leftMs = this.#lastValueMs + timings.dataSilenceMs - clock.now()
      if (leftMs <= 0) return this.hangUp(`no market data for ${timings.dataSilenceMs / 1000} s`, false)
      await clock.sleep(leftMs, signal)
    }
  }
}
