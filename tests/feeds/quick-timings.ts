import type { DeribitTimings } from '../../server/feeds/deribit/connection/timings.js'

/** The feed's waits, shortened to go with a double whose seconds are hundredths. */
export const quickTimings: DeribitTimings = {
  handshakeMs: 500,
  requestMs: 300,
  heartbeatSeconds: 10,
  dataSilenceMs: 200,
  channelSilenceMs: 120,
  quickRetryMs: [5, 25],
  quickRetryBudgetMs: 2_000,
  backoffFirstMs: 20,
  backoffMaxMs: 100,
  healthyAfterMs: 10,
  subscribeGapMs: 10,
  subscribeRetryMs: 15,
  subscribeAttempts: 5,
  subscribeAgainMs: 150,
  watchLingerMs: 60,
  summaryEveryMs: 60,
  listingDelayMs: 10,
  listingGapMs: 30,
  afterExpiryMs: 10_000,
  deliveryRetryMs: 100,
}

/** For tests in which nothing falls silent: a machine that stalls does not end a connection. */
export const patientTimings: DeribitTimings = { ...quickTimings, handshakeMs: 60_000, dataSilenceMs: 60_000 }
