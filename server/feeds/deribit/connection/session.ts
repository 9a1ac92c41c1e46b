import type { MarketEvent } from '../../../domain/market-events.js'
import type { UnixMs } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import type { Arrival } from '../language/arrival.js'
import type { Outage } from './backoff.js'
import { isSteady } from '../language/channels.js'
import { indexOfCurrency } from '../language/index-name.js'
import { indexLocks, readLockedIndices, type LockedIndices } from '../language/map-signal.js'
import { DeribitConnection } from './connection.js'
import { readDeliveryPrices } from '../language/delivery-prices.js'
import { keepDeliveryPrices } from './keep-delivery-prices.js'
import type { FeedLog } from '../../feed-log.js'
import type { ListingKeeper } from './keep-listings.js'
import { withoutExpired } from '../language/listing.js'
import type { DeribitMapper } from '../language/mapper.js'
import { abortWith } from './nudge.js'
import { RequestError, type Answer } from './pending-requests.js'
import { pollSummaries } from './poll-summaries.js'
import type { Ignore } from '../language/readings.js'
import { createSilenceWatch, type SilenceWatch } from './silent-channels.js'
import { Subscriptions } from './subscriptions.js'
import { watchChannels } from './watch-channels.js'
import type { SummaryOverlap } from '../language/summary-overlap.js'
import type { DeribitTimings } from './timings.js'

export interface SessionParts {
  readonly url: string
  readonly clock: Clock
  readonly timings: DeribitTimings
  readonly currencies: readonly string[]
  readonly log: FeedLog
  readonly mapper: DeribitMapper
  readonly listings: ListingKeeper
  /** Told of frames that make no sense. */
  readonly ignore: Ignore
  /** The channels wanted now. */
  wantedChannels(): readonly string[]
  readonly overlap: SummaryOverlap
  /** How a frame that comes now is dated. */
  arrival(receivedTimeMs: number): Arrival
  /** Takes the exchange's clock, from an answer. */
  onExchangeClock(answer: Answer): void
  /** Takes values; false when the reader cannot follow. */
  publish(events: readonly MarketEvent[]): boolean
  onState(state: 'LIVE' | 'RECONNECTING', detail: string | null): void
  onRawFrame?(text: string, receivedTimeMs: number): void
}

export interface SessionEnd extends Outage {
  readonly reason: string
}

/** Too many requests, too many of them waiting, maintenance, closed to clients without a login: come back later. */
const stayAway = new Set([10028, 10066, 11051, 11056])
const subscriptionsDropped = 11052

/** One connection's life: greet, subscribe, publish what comes, until it breaks, falls silent or is aborted. */
export class DeribitSession {
  readonly #parts: SessionParts
  readonly #connection: DeribitConnection
  readonly #subscriptions: Subscriptions
  readonly #startedMs: number
  /** Settled when the exchange's clock is known, or will not be. */
  #greeted: Promise<unknown> = Promise.resolve()
  readonly #silence: SilenceWatch
  #liveSinceMs: number | null = null
  #lastValueMs: number
  #shutOut = false
  #refused = false

  constructor(parts: SessionParts) {
    const { clock, timings, log } = parts
    this.#parts = parts
    this.#startedMs = this.#lastValueMs = clock.now()
    this.#silence = createSilenceWatch({ silenceMs: timings.channelSilenceMs, againMs: timings.subscribeAgainMs })
    this.#subscriptions = new Subscriptions({ clock, timings, log, request: (...call) => this.#request(...call) })
    this.#connection = new DeribitConnection({
      ...parts,
      onNotification: (channel, data, receivedTimeMs) => this.#onNotification(channel, data, receivedTimeMs),
      onError: (code, message) => {
        log.warn({ code, message }, 'Error from Deribit')
        this.#heed(code, message)
      },
      onUnknown: (why) => parts.ignore('message', why),
    })
  }

  /** Resolves when the connection is over, or at once when aborted; never rejects. */
  async run(signal: AbortSignal): Promise<SessionEnd> {
    const scope = abortWith(signal)
    const aborted = new Promise<null>((resolve) => scope.signal.addEventListener('abort', () => resolve(null)))
    if (signal.aborted) this.#connection.close()
    this.#connection.opened
      .then(() => this.#begin(scope.signal))
      .catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'A session with Deribit could not begin')
        this.#connection.close()
      })
    const report = signal.aborted ? null : await Promise.race([this.#connection.closed, aborted])
    scope.abort()
    if (!report) this.#connection.close()
    const now = this.#parts.clock.now()
    return {
      reason: report?.reason ?? 'stopped',
      refused: this.#refused || this.#shutOut || (report?.refused ?? false),
      liveMs: this.#liveSinceMs === null ? 0 : now - this.#liveSinceMs,
      downMs: (this.#liveSinceMs ?? now) - this.#startedMs,
    }
  }

  /** Asks for the listing of a currency and publishes it. An empty one is not believed. */
  async refreshListing(currency: string): Promise<boolean> {
    const events = await this.#ask('public/get_instruments', { currency }, this.#mapped)
    const listing = (events ?? [])
      .filter((event) => event.type === 'listing')
      .filter((event) => event.currency === currency)
      .map(withoutExpired)
      .filter(({ instruments }) => instruments.some(({ kind }) => kind === 'OPTION'))
    if (events && listing.length === 0) this.#parts.log.warn({ currency }, 'Deribit lists no options')
    listing.forEach(this.#parts.overlap.list)
    this.#publish(listing)
    return listing.length > 0
  }

  /** Adjusts the subscriptions to what is wanted now. */
  replan(): void {
    const wanted = this.#parts.wantedChannels()
    this.#subscriptions.want(wanted)
    this.#silence.watch(wanted.filter(isSteady), this.#parts.clock.now())
  }

  /** Everything is sent at once: waiting for each answer would make an outage longer. */
  #begin(signal: AbortSignal): void {
    if (signal.aborted) return
    const { timings, currencies, listings, clock, log } = this.#parts
    this.#lastValueMs = clock.now()
    this.#greeted = this.#greet()
    void this.#askForLocks(signal)
    void this.#askForHeartbeats(timings.heartbeatSeconds)
    this.replan()
    void this.#subscriptions.run(signal)
    for (const currency of currencies) void listings.keep(currency, signal)
    const askDelivery = (currency: string) => this.#refreshDeliveryPrices(currency)
    for (const currency of currencies) void keepDeliveryPrices(currency, { clock, timings, ask: askDelivery }, signal)
    const ask = (currency: string) => this.#refreshSummary(currency)
    void pollSummaries(currencies, { clock, everyMs: timings.summaryEveryMs, ask }, signal)
    void this.#watchValues(signal)
    void watchChannels({ clock, timings, log, silence: this.#silence, subscriptions: this.#subscriptions }, signal)
  }

  async #greet(): Promise<void> {
    try {
      const answer = await this.#request('public/hello', { client_name: 'gammacast', client_version: '1' })
      this.#parts.onExchangeClock(answer)
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'Deribit did not greet')
    }
  }

  /** What was locked or opened while we were away, nobody tells us otherwise. */
  async #askForLocks(signal: AbortSignal): Promise<void> {
    const { clock, currencies, timings } = this.#parts
    const read = (result: unknown, arrival: Arrival) =>
      indexLocks(readLockedIndices(result) ?? new Set(), currencies, arrival)
    while (!signal.aborted) {
      const locks = await this.#ask('public/status', {}, read)
      if (locks) return this.#publish(locks)
      await clock.sleep(timings.subscribeAgainMs, signal)
    }
  }

  #publishLocks(lockedIndices: LockedIndices, receivedTimeMs: UnixMs): void {
    const { currencies, arrival } = this.#parts
    this.#publish(indexLocks(lockedIndices, currencies, arrival(receivedTimeMs)))
  }

  async #askForHeartbeats(interval: number): Promise<void> {
    try {
      await this.#request('public/set_heartbeat', { interval })
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'Deribit sends no heartbeats')
    }
  }

  async #refreshSummary(currency: string): Promise<boolean> {
    const params = { currency, kind: 'option' }
    const events = await this.#ask('public/get_book_summary_by_currency', params, this.#mapped)
    if (events) this.#publish(this.#parts.overlap.remainder(events, this.#parts.clock.now()))
    return events !== null
  }

  /** Answers the newest expiry whose delivery price is told. */
  async #refreshDeliveryPrices(currency: string): Promise<UnixMs | null> {
    const params = { index_name: indexOfCurrency(currency), count: 3 }
    const read = (result: unknown, arrival: Arrival) =>
      readDeliveryPrices(result, currency, arrival, this.#parts.ignore)
    const events = (await this.#ask('public/get_delivery_prices', params, read)) ?? []
    this.#publish(events)
    return events.reduce<UnixMs | null>((newest, { expiryMs }) => Math.max(newest ?? expiryMs, expiryMs), null)
  }

  readonly #mapped = (result: unknown, arrival: Arrival) => this.#parts.mapper.answer(result, arrival).events

  /** An answer is dated by the exchange's clock, where it names no time itself: it waits for that to be known. */
  async #ask<E extends MarketEvent>(
    method: string,
    params: object,
    read: (result: unknown, arrival: Arrival) => readonly E[],
  ): Promise<readonly E[] | null> {
    try {
      const { result, receivedTimeMs } = await this.#request(method, params)
      await this.#greeted
      return read(result, this.#parts.arrival(receivedTimeMs))
    } catch (error) {
      this.#parts.log.warn({ method, error: String(error) }, 'Deribit did not answer')
      return null
    }
  }

  async #request(method: string, params: object): Promise<Answer> {
    try {
      return await this.#connection.request(method, params)
    } catch (error) {
      if (error instanceof RequestError && error.code !== null) this.#heed(error.code, error.message)
      throw error
    }
  }

  #heed(code: number, message: string): void {
    if (code === subscriptionsDropped) this.#subscriptions.startOver()
    if (!stayAway.has(code)) return
    this.#refused = true
    this.#connection.abandon(`Deribit says ${message} (${code})`)
  }

  #onNotification(channel: string, data: unknown, receivedTimeMs: number): void {
    const { events, signal } = this.#parts.mapper.notification(channel, data, this.#parts.arrival(receivedTimeMs))
    if (signal?.kind === 'instruments-changed') this.#parts.listings.changed(signal.currency)
    if (signal?.kind === 'public-access') this.#onPublicAccess(signal.open)
    if (signal?.kind === 'platform-lock') this.#publishLocks(signal.lockedIndices, receivedTimeMs)
    if (events.length === 0) return
    if (!events.some(isValue)) return void this.#publish(events)
    this.#lastValueMs = receivedTimeMs
    this.#silence.heard(channel, receivedTimeMs)
    this.#parts.overlap.heard(events, receivedTimeMs)
    if (!this.#shutOut) this.#live(receivedTimeMs)
    this.#publish(events)
  }

  #onPublicAccess(open: boolean): void {
    this.#shutOut = !open
    if (!open) this.#parts.onState('RECONNECTING', 'Deribit is closed to clients without a login')
  }

  #live(receivedTimeMs: number): void {
    this.#liveSinceMs ??= receivedTimeMs
    this.#parts.onState('LIVE', null)
  }

  #publish(events: readonly MarketEvent[]): void {
    if (this.#parts.publish(events)) return
    this.#refused = true
    this.#connection.abandon('the reader is too slow')
  }

  /** A socket can be open and deaf: heartbeats alone are no market. */
  async #watchValues(signal: AbortSignal): Promise<void> {
    const { clock, timings } = this.#parts
    while (!signal.aborted) {
      this.#lastValueMs = Math.min(this.#lastValueMs, clock.now())
      const leftMs = this.#lastValueMs + timings.dataSilenceMs - clock.now()
      if (leftMs <= 0) return this.#connection.abandon(`no market data for ${timings.dataSilenceMs / 1000} s`)
      await clock.sleep(leftMs, signal)
    }
  }
}

/** News of what may trade says nothing about prices. */
function isValue({ type }: MarketEvent): boolean {
  return type !== 'instrument-state' && type !== 'index-lock'
}
