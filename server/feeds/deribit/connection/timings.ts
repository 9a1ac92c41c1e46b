/** Every wait of the Deribit feed, in milliseconds unless named otherwise. */
export interface DeribitTimings {
  /** For the socket to open. */
  readonly handshakeMs: number
  /** For an answer; a later one counts as none. */
  readonly requestMs: number
  /** Asked of the exchange, in its seconds; it refuses less than 10. */
  readonly heartbeatSeconds: number
  /** Without a market value for so long, the connection is given up. */
  readonly dataSilenceMs: number
  /** A channel that should speak every second and is silent for so long is asked for anew. */
  readonly channelSilenceMs: number
  /** Waits between attempts while an outage is young: at random between the two. */
  readonly quickRetryMs: readonly [number, number]
  /** Time spent without data until retries slow down. */
  readonly quickRetryBudgetMs: number
  /** Slow retries: this much, doubled every time up to the maximum, less up to half at random. */
  readonly backoffFirstMs: number
  readonly backoffMaxMs: number
  /** After so long live, an outage counts as a new one. */
  readonly healthyAfterMs: number
  /** Between two calls of subscribe or unsubscribe. */
  readonly subscribeGapMs: number
  /** Until channels that the exchange left out of its answer are asked for again, and how often that is done quickly. */
  readonly subscribeRetryMs: number
  readonly subscribeAttempts: number
  /** Between later attempts, and between two renewals of a channel that stays silent. */
  readonly subscribeAgainMs: number
  /** How long tickers of an expiry stay subscribed when nobody watches it any more. */
  readonly watchLingerMs: number
  /** Between two book summaries of a currency. */
  readonly summaryEveryMs: number
  /** From news of an instrument to asking for the listing, and between two such requests of a currency. */
  readonly listingDelayMs: number
  readonly listingGapMs: number
  /** From 08:00 UTC, when options expire, to asking for the listing. */
  readonly afterExpiryMs: number
  /** Between two attempts to learn the delivery price of an expiry. */
  readonly deliveryRetryMs: number
}

/** What the feed uses against the real exchange; the reasons stand with each value. */
export const deribitTimings: DeribitTimings = {
  // Opening takes about half a second; more than eight times that is an outage.
  handshakeMs: 4_000,
  requestMs: 10_000,
  // The exchange asks for 30 to 60 s.
  heartbeatSeconds: 30,
  // Index, mark prices and perpetual speak every second; 8 s is what readers are promised as staleness.
  dataSilenceMs: 8_000,
  // Half of that: what was dropped speaks again before anybody sees it STALE.
  channelSilenceMs: 4_000,
  // At most 0.7 s of waiting plus about a second of connecting: live within 2 s. Half a minute of that is at most
  // about 60 attempts, well inside what the exchange grants to one address.
  quickRetryMs: [300, 700],
  quickRetryBudgetMs: 30_000,
  backoffFirstMs: 1_000,
  backoffMaxMs: 60_000,
  healthyAfterMs: 60_000,
  // 2.5 calls a second; 3.3 are allowed.
  subscribeGapMs: 400,
  subscribeRetryMs: 800,
  subscribeAttempts: 5,
  // What is missing may come back, and is to be LIVE within ten seconds then: one call in five seconds is a
  // fifteenth of what is allowed.
  subscribeAgainMs: 5_000,
  watchLingerMs: 10_000,
  summaryEveryMs: 5_000,
  listingDelayMs: 1_000,
  listingGapMs: 5_000,
  afterExpiryMs: 10_000,
  deliveryRetryMs: 60_000,
}
