import type { Tick } from '../domain/candle.js'
import { stateUnder, type CurrencyInstruments } from '../domain/instrument.js'
import type { HeardMarket, MarketData } from '../domain/market-data.js'
import type { EventTimes, FeedState, FeedStateEvent, MarketEvent, OptionsEvent } from '../domain/market-events.js'
import type { ExpirySummaries, HeardChain, OptionChain } from '../domain/option-chain.js'
import type { RecordingFacts } from '../domain/recording.js'
import type { DataSource, Freshness } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import { liveValue, type LiveValue } from '../lib/live-value.js'
import { sameFields } from '../lib/same.js'
import { chainFreshness, sameFreshness } from './chain-freshness.js'
import { currencyOfFrame, frameOfCurrency } from './currency-frame.js'
import { hearingOf, marketDataAsOf, newCurrencyState, silence, type CurrencyState } from './currency-state.js'
import type { ExpiryState } from './expiry-state.js'
import { expirySummaries, sameSummaries } from './expiry-summaries.js'
import { foldOptions } from './fold-options.js'
import { foldDeliveryPrice, foldPrice } from './fold-prices.js'
import { heardMarket, marketFreshness, type MarketFreshness } from './heard-market.js'
import { heardTicks } from './heard-ticks.js'
import { believedNow, hear } from './heard.js'
import { IndexHistory } from './index-history.js'
import type { KeyFrame } from './key-frame.js'
import { foldListing, foldState } from './listed-instruments.js'
import type { MarketClock } from './market-clock.js'
import type { FeedStatus, Market } from './market.js'
import { heardChain } from './option-chain-builder.js'
import { newerTime } from './order-in-time.js'
import { PublishedChain } from './published-chain.js'
import { publishedMarket } from './published-prices.js'

/** The parts of the state that an event may have changed. */
export interface Changes {
  readonly currencies: ReadonlySet<string>
  readonly chains: readonly { readonly currency: string; readonly expiryMs: UnixMs }[]
}

export interface FeedFacts {
  readonly name: string
  readonly source: DataSource
  readonly currencies: readonly string[]
  readonly staleAfterMs: number
  readonly recording?: RecordingFacts
}

interface Published {
  readonly state: CurrencyState
  readonly history: IndexHistory
  marketData: MarketData
  /** The values that `marketData` was made of. */
  heardMarket: HeardMarket
  marketFreshness: MarketFreshness
  readonly chains: Map<UnixMs, PublishedChain>
  /** Expiries whose chains changed since they were made, while nobody heard of them. */
  readonly outdated: Set<UnixMs>
  /** Null until somebody asks for it. */
  listed: PublishedInstruments | null
  /** Null until somebody asks for them. */
  summaries: LiveValue<ExpirySummaries> | null
}

interface PublishedInstruments {
  readonly value: CurrencyInstruments
  readonly made: Pick<CurrencyInstruments, 'asOf' | 'freshness' | 'instruments'> & { readonly indexLocked: boolean }
}

/**
 * Folds market events into the present state, and makes the published values of it. Reading answers the last published
 * values. So `seq` does not depend on who reads and when. `now` is our clock.
 */
export class MarketState implements Market {
  readonly #feed: FeedFacts
  readonly #now: () => UnixMs
  readonly #published: Map<string, Published>
  #feedState: FeedState = 'CONNECTING'
  #sinceMs: UnixMs
  #nextAttemptMs: UnixMs | null = null
  #detail: string | null = null
  #lastReceivedMs: UnixMs | null = null

  constructor(feed: FeedFacts, now: () => UnixMs) {
    this.#feed = feed
    this.#now = now
    this.#sinceMs = now()
    this.#published = new Map(feed.currencies.map((currency) => [currency, emptyPublished(currency, feed.source)]))
  }

  /** Takes an event in. Answers what it may have changed: nothing when the currency is unknown. */
  fold(event: MarketEvent): Changes {
    if (event.type === 'feed-state') return this.#foldFeedState(event)
    if (event.type === 'reset') {
      for (const { chains, outdated } of this.#published.values()) {
        for (const expiryMs of chains.keys()) outdated.add(expiryMs)
      }
      return this.#reset()
    }
    const published = this.#published.get(event.currency)
    if (!published || (event.type === 'options' && event.updates.length === 0)) {
      return { currencies: new Set(), chains: [] }
    }
    this.#lastReceivedMs = event.receivedTimeMs
    const { state } = published
    observeTime(state.clock, event)
    if (isOfInstruments(event)) {
      state.instrumentsAsOf = newerTime(event.eventTimeMs, state.instrumentsAsOf, state.clock.nowMs)
    }
    const chains = (expiries: Iterable<UnixMs>) =>
      [...expiries].map((expiryMs) => ({ currency: event.currency, expiryMs }))
    switch (event.type) {
      case 'listing': {
        const changed = foldListing(state, event)
        for (const expiryMs of published.chains.keys()) {
          if (state.expiries.has(expiryMs)) continue
          published.chains.delete(expiryMs)
          published.outdated.delete(expiryMs)
        }
        return { currencies: new Set([event.currency]), chains: chains(changed) }
      }
      case 'instrument-state': {
        const changed = foldState(state, event.symbol, event.state, hearingOf(state, event)) ?? []
        return { currencies: new Set([event.currency]), chains: chains(changed) }
      }
      case 'index-lock':
        // Its date is that of its arrival, so it is never in the future.
        state.indexLock = hear(state.indexLock, event.locked, { ...event, marketMs: null })
        return { currencies: new Set([event.currency]), chains: chains(state.expiries.keys()) }
      case 'delivery-price':
        return { currencies: new Set(foldDeliveryPrice(state, event) ? [event.currency] : []), chains: [] }
      case 'options':
        return { currencies: timePassed(published, event.currency), chains: chains(foldOptions(state, event)) }
      default:
        if (!foldPrice(state, event)) return { currencies: new Set(), chains: [] }
        addToHistory(published, event)
        return { currencies: new Set([event.currency]), chains: [] }
    }
  }

  /** The clock of the market of a currency. Null before the first event. */
  timeMs(currency: string): UnixMs | null {
    return this.#published.get(currency)?.state.clock.nowMs ?? null
  }

  /** The ticks of an event that was just folded: what it said that we believe, at a time that we believe. */
  ticksOf(event: MarketEvent): readonly Tick[] {
    const state = 'currency' in event ? this.#published.get(event.currency)?.state : undefined
    if (!state) return []
    const marketMs = state.clock.nowMs ?? -Infinity
    return heardTicks(state, event).filter(({ timeMs }) => timeMs <= marketMs)
  }

  /** What has another freshness than was published. For values that became stale because time passed. */
  aged(): Changes {
    const currencies = new Set<string>()
    const chains: { currency: string; expiryMs: UnixMs }[] = []
    for (const [currency, published] of this.#published) {
      const { state, outdated } = published
      if (!sameFields(published.marketFreshness, marketFreshness(state, this.#freshness))) currencies.add(currency)
      for (const expiry of state.expiries.values()) {
        const { expiryMs } = expiry
        if (outdated.has(expiryMs)) continue
        const known = published.chains.get(expiryMs)?.freshness
        if (known && sameFreshness(known, chainFreshness(expiry, state, this.#freshness))) continue
        chains.push({ currency, expiryMs })
      }
    }
    return { currencies, chains }
  }

  marketData(currency: string): MarketData | null {
    return this.#published.get(currency)?.marketData ?? null
  }

  /** Makes the present values the published ones. `seq` grows when any of them differs. */
  refreshMarketData(currency: string): MarketData | null {
    const published = this.#published.get(currency)
    if (!published) return null
    const { state } = published
    published.marketFreshness = marketFreshness(state, this.#freshness)
    published.heardMarket = heardMarket(state, this.#feed.source, published.marketFreshness)
    published.marketData = publishedMarket(published.heardMarket, published.marketData)
    return published.marketData
  }

  /** The values that the published market data were made of, nothing rounded. */
  heardMarket(currency: string): HeardMarket | null {
    return this.#published.get(currency)?.heardMarket ?? null
  }

  instruments(currency: string): CurrencyInstruments | null {
    const published = this.#published.get(currency)
    if (!published) return null
    const { state, marketData, listed } = published
    const { instruments, indexLock, instrumentsAsOf: asOf } = state
    const { source, freshness } = marketData
    const indexLocked = indexLock.value === true
    const made = { instruments, indexLocked, asOf, freshness }
    if (listed && sameFields(made, listed.made)) return listed.value
    const value = { currency, asOf, source, freshness, instruments: indexLocked ? locked(instruments) : instruments }
    published.listed = { made, value }
    return value
  }

  indexHistory(currency: string, points: number) {
    return this.#published.get(currency)?.history.newest(points) ?? []
  }

  expiries(currency: string): readonly UnixMs[] {
    const state = this.#published.get(currency)?.state
    if (!state) return []
    return [...state.expiries.keys()].filter((expiryMs) => expiryMs > (state.clock.nowMs ?? 0))
  }

  expirySummaries(currency: string): ExpirySummaries | null {
    const published = this.#published.get(currency)
    if (!published) return null
    const chains = this.expiries(currency).flatMap((expiryMs) => this.chain(currency, expiryMs) ?? [])
    const next = expirySummaries(published.marketData, chains, published.state.clock.nowMs)
    published.summaries ??= liveValue(next, sameSummaries)
    published.summaries.update(next)
    return published.summaries.now()
  }

  /** Null when the expiry is not listed. A read makes the published values, if nobody has made them yet. */
  chain(currency: string, expiryMs: UnixMs): OptionChain | null {
    return this.#madeChain(currency, expiryMs)?.chain ?? this.refreshChain(currency, expiryMs)
  }

  /** The chain has changed, and is made when somebody reads it. */
  outdateChain(currency: string, expiryMs: UnixMs): void {
    this.#published.get(currency)?.outdated.add(expiryMs)
  }

  /**
   * The values that the published chain was made of, nothing rounded. Null when nobody has made it yet, or the expiry is
   * not listed.
   */
  heardChain(currency: string, expiryMs: UnixMs): HeardChain | null {
    return this.#madeChain(currency, expiryMs)?.heard ?? null
  }

  /**
   * Undefined when it is not made or out of date. A reset keeps chains, because their `seq` goes on. Nobody reads them until their
   * expiry is listed again.
   */
  #madeChain(currency: string, expiryMs: UnixMs): PublishedChain | undefined {
    const published = this.#published.get(currency)
    if (!published || published.outdated.has(expiryMs)) return undefined
    return published.state.expiries.has(expiryMs) ? published.chains.get(expiryMs) : undefined
  }

  /** As `refreshMarketData`. Null when the expiry is not listed. */
  refreshChain(currency: string, expiryMs: UnixMs): OptionChain | null {
    return this.hearChain(currency, expiryMs)?.chain ?? null
  }

  /** As `refreshChain`, but the chain is made of the present values when somebody reads it. */
  hearChain(currency: string, expiryMs: UnixMs): Pick<PublishedChain, 'heard' | 'chain'> | null {
    return this.#newChain(currency, expiryMs, (expiry, heard) => heard(expiry))
  }

  /**
   * As `hearChain`, but its values are made as well when somebody reads it. To keep what they are made of costs less. Answers how to
   * read it, also when its expiry is not listed any more.
   */
  keepChain(currency: string, expiryMs: UnixMs): Pick<PublishedChain, 'chain'> | null {
    return this.#newChain(currency, expiryMs, (expiry, heard) => {
      const kept = { ...expiry, options: new Map(expiry.options) }
      return () => heard(kept)
    })
  }

  #newChain(
    currency: string,
    expiryMs: UnixMs,
    valuesOf: (expiry: ExpiryState, heard: (expiry: ExpiryState) => HeardChain) => HeardChain | (() => HeardChain),
  ): PublishedChain | null {
    const published = this.#published.get(currency)
    const expiry = published?.state.expiries.get(expiryMs)
    if (!published || !expiry) return null
    const { state, chains, outdated } = published
    const fresh = chainFreshness(expiry, state, this.#freshness)
    const conditions = { currency, source: this.#feed.source, indexLocked: state.indexLock.value === true }
    const values = valuesOf(expiry, (one) => heardChain(one, fresh, conditions))
    const chain = new PublishedChain(values, fresh, chains.get(expiryMs)?.newestMade ?? null)
    chains.set(expiryMs, chain)
    outdated.delete(expiryMs)
    return chain
  }

  feedStatus(): FeedStatus {
    const states = [...this.#published.values()].map(({ state }) => state)
    return {
      name: this.#feed.name,
      source: this.#feed.source,
      currencies: this.#feed.currencies,
      state: this.#feedState,
      sinceMs: this.#sinceMs,
      nextAttemptMs: this.#nextAttemptMs !== null && this.#nextAttemptMs > this.#now() ? this.#nextAttemptMs : null,
      freshness: states.every((state) => marketFreshness(state, this.#freshness).freshness === 'LIVE')
        ? 'LIVE'
        : 'STALE',
      detail: this.#detail,
      lastReceivedMs: this.#lastReceivedMs,
      recording: this.#feed.recording ?? null,
    }
  }

  ready(): boolean {
    return [...this.#published.values()].some(
      ({ state }) => marketDataAsOf(state) !== null || [...state.expiries.values()].some(({ asOf }) => asOf !== null),
    )
  }

  /** All that it holds. What it published is not in it, because `seq` counts since the server started. */
  keyFrame(): KeyFrame {
    const feed = {
      state: this.#feedState,
      sinceMs: this.#sinceMs,
      nextAttemptMs: this.#nextAttemptMs,
      detail: this.#detail,
      lastReceivedMs: this.#lastReceivedMs,
    }
    const currencies = [...this.#published.values()].map(({ state, history }) => ({
      ...frameOfCurrency(state),
      indexHistory: history.newest(Infinity),
    }))
    return { feed, currencies }
  }

  /** Forgets what it holds and takes over what another state held. Answers what this may have changed: everything. */
  takeOver({ feed, currencies }: KeyFrame): Changes {
    this.#reset()
    this.#feedState = feed.state
    this.#sinceMs = feed.sinceMs
    this.#nextAttemptMs = feed.nextAttemptMs
    this.#detail = feed.detail
    this.#lastReceivedMs = feed.lastReceivedMs
    for (const { indexHistory, ...frame } of currencies) {
      const published = this.#published.get(frame.currency)
      if (!published) continue
      Object.assign(published.state, currencyOfFrame(frame))
      published.history.takeOver(indexHistory)
    }
    const chains = [...this.#published].flatMap(([currency, { state }]) =>
      [...state.expiries.keys()].map((expiryMs) => ({ currency, expiryMs })),
    )
    return { currencies: new Set(this.#published.keys()), chains }
  }

  readonly #freshness = (heardAtMs: UnixMs | null): Freshness => {
    if (this.#feedState !== 'LIVE' || heardAtMs === null) return 'STALE'
    // A time in the future is from before our clock was set back. So we do not know how old the value is.
    return Math.abs(this.#now() - heardAtMs) > this.#feed.staleAfterMs ? 'STALE' : 'LIVE'
  }

  /** When the feed leaves LIVE, everything is stale until the feed says it again. */
  #foldFeedState({ state: feedState, detail, retryInMs }: FeedStateEvent): Changes {
    if (feedState !== 'LIVE') {
      for (const { state } of this.#published.values()) silence(state)
    }
    if (feedState !== this.#feedState) this.#sinceMs = this.#now()
    this.#feedState = feedState
    this.#nextAttemptMs = retryInMs === undefined ? null : Math.round(this.#now() + retryInMs)
    this.#detail = detail ?? this.#detail
    return this.aged()
  }

  /** Forgets all values. `seq` goes on. */
  #reset(): Changes {
    for (const [currency, published] of this.#published) {
      Object.assign(published.state, newCurrencyState(currency))
      published.history.takeOver([])
    }
    return { currencies: new Set(this.#published.keys()), chains: [] }
  }
}

function addToHistory({ state, history }: Published, { type, eventTimeMs }: MarketEvent & EventTimes): void {
  const priceUsd = believedNow(state.index)
  if (type === 'index' && priceUsd !== null) history.add({ timeMs: eventTimeMs, priceUsd }, state.clock.nowMs ?? 0)
}

type OfInstruments = Extract<MarketEvent, { readonly type: 'listing' | 'instrument-state' | 'index-lock' }>

function isOfInstruments(event: MarketEvent): event is OfInstruments {
  return event.type === 'listing' || event.type === 'instrument-state' || event.type === 'index-lock'
}

/** We publish the market's time once a second even when prices do not change, because options expire by it. */
const timeStepMs = 1_000

function timePassed({ state, heardMarket }: Published, currency: string): ReadonlySet<string> {
  const toldMs = heardMarket.timeMs
  const isDue = toldMs !== null && (state.clock.nowMs ?? 0) - toldMs >= timeStepMs
  return new Set(isDue ? [currency] : [])
}

/**
 * Listings, states, locks and delivery prices do not move the market's clock, because their time may come from our own
 * clock.
 */
function observeTime(clock: MarketClock, event: Extract<MarketEvent, { readonly currency: string }>): void {
  if (isOfInstruments(event) || event.type === 'delivery-price') return
  const timeMs = event.type === 'options' ? newestOf(event) : event.eventTimeMs
  clock.observe(timeMs, event.receivedTimeMs, event.type)
}

function newestOf({ updates }: OptionsEvent): UnixMs {
  let newestMs = -Infinity
  for (const { eventTimeMs } of updates) newestMs = Math.max(newestMs, eventTimeMs)
  return newestMs
}

function emptyPublished(currency: string, source: DataSource): Published {
  const state = newCurrencyState(currency)
  const nothingIsLive = marketFreshness(state, () => 'STALE')
  const nothing = heardMarket(state, source, nothingIsLive)
  return {
    state,
    history: new IndexHistory(),
    marketData: publishedMarket(nothing, null),
    heardMarket: nothing,
    marketFreshness: nothingIsLive,
    chains: new Map(),
    outdated: new Set(),
    listed: null,
    summaries: null,
  }
}

/** The instruments as they are while the exchange locks their index. */
function locked(instruments: CurrencyState['instruments']): CurrencyState['instruments'] {
  const states = [...instruments.values()].map((one) => ({ ...one, state: stateUnder(true, one.state) }))
  return new Map(states.map((one) => [one.symbol, one]))
}
