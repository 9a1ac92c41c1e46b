/** Every wait of the Deribit feed, in milliseconds unless named otherwise. */
export interface DeribitTimings {
  /** How long the socket may take to open. */
  readonly handshakeMs: number
  /** How long an answer may take. A later one is ignored. */
  readonly requestMs: number
  /** How often the exchange sends a heartbeat, in seconds. It refuses less than 10. */
  readonly heartbeatSeconds: number
  /** After this time without a market value we break the connection off. */
  readonly dataSilenceMs: number
  /** A channel should speak every second. After this time without a word we subscribe to it again. */
  readonly channelSilenceMs: number
  /** The wait between attempts at the start of an outage: at random between the two. */
  readonly quickRetryMs: readonly [number, number]
  /** After this time without data the attempts slow down. */
  readonly quickRetryBudgetMs: number
  /** Slow attempts: the first wait. Each is twice the one before, up to the maximum, less up to half at random. */
  readonly backoffFirstMs: number
  readonly backoffMaxMs: number
  /** After this time of being live, the next outage begins with quick attempts. */
  readonly healthyAfterMs: number
  /** Between two calls of subscribe or unsubscribe. */
  readonly subscribeGapMs: number
  /** How long until we ask again for channels that the answer left out, and how many times at that pace. */
  readonly subscribeRetryMs: number
  readonly subscribeAttempts: number
  /** Between later attempts, and between two renewals of a silent channel. */
  readonly subscribeAgainMs: number
  /** How long the tickers of an expiry stay subscribed after its last reader has left. */
  readonly watchLingerMs: number
  /** Between two book summaries of a currency. */
  readonly summaryEveryMs: number
  /** From news of an instrument to the request for the listing, and between two such requests of a currency. */
  readonly listingDelayMs: number
  readonly listingGapMs: number
  /** From 08:00 UTC, when options expire, to the request for the listing. */
  readonly afterExpiryMs: number
  /** Between two requests for the delivery price of an expiry. */
  readonly deliveryRetryMs: number
}

/** The values for the real exchange, each with its reason. */
export const deribitTimings: DeribitTimings = {
  // A socket opens in about half a second. Eight times as long is an outage.
  handshakeMs: 4_000,
  requestMs: 10_000,
  // The exchange asks for 30 to 60 s.
  heartbeatSeconds: 30,
  // Index, mark prices and perpetual speak every second. We promise readers that values older than 8 s are STALE.
  dataSilenceMs: 8_000,
  // Half of that: a dropped channel speaks again before a reader sees STALE.
  channelSilenceMs: 4_000,
  // We wait at most 0.7 s and connect in about a second, so we are live within 2 s. In half a minute that makes about
  // 60 attempts, much less than the exchange allows one address.
  quickRetryMs: [300, 700],
  quickRetryBudgetMs: 30_000,
  backoffFirstMs: 1_000,
  backoffMaxMs: 60_000,
  healthyAfterMs: 60_000,
  // 2.5 calls a second. The exchange allows 3.3.
  subscribeGapMs: 400,
  subscribeRetryMs: 800,
  subscribeAttempts: 5,
  // A missing channel that comes back must be LIVE within ten seconds. One call in five seconds is a fifteenth of what
  // the exchange allows.
  subscribeAgainMs: 5_000,
  watchLingerMs: 10_000,
  summaryEveryMs: 5_000,
  listingDelayMs: 1_000,
  listingGapMs: 5_000,
  afterExpiryMs: 10_000,
  deliveryRetryMs: 60_000,
}
