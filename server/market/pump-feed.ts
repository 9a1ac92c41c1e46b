import type { MarketFeed } from '../feeds/market-feed.js'
import { MarketPublisher, type PublisherParts } from './market-publisher.js'

const agingIntervalMs = 1_000

export interface PumpParts extends PublisherParts {
  readonly feed: MarketFeed
}

/**
 * Carries a feed's events into the state, and what changed of the state to the bus: the only place where the three
 * meet. Goes on noticing staleness after the feed has ended; ends when the signal is aborted. Waits for no reader.
 */
export async function pumpFeed(parts: PumpParts, signal: AbortSignal): Promise<void> {
  const publisher = new MarketPublisher(parts)
  await Promise.all([
    publishEvents(parts, publisher, signal).catch((error: unknown) => feedFailed(parts, publisher, error)),
    publishAging(parts, publisher, signal),
    publisher.publishChains(signal),
  ])
}

/** A feed reports its troubles and never throws; if it does, its values are stale from now on. */
function feedFailed({ log, state }: PumpParts, publisher: MarketPublisher, error: unknown): void {
  log.error({ err: error }, 'The feed failed for a reason of ours')
  publisher.publish(state.fold({ type: 'feed-state', state: 'ENDED', detail: 'The feed failed' }))
}

/** An event that a fault of ours cannot take is logged and passed over: the next one may be right again. */
async function publishEvents(parts: PumpParts, publisher: MarketPublisher, signal: AbortSignal): Promise<void> {
  for await (const event of parts.feed.events(signal)) {
    try {
      publisher.publish(parts.state.fold(event))
    } catch (error) {
      parts.log.error({ err: error, event: event.type }, 'A market event could not be taken in')
    }
  }
}

async function publishAging(
  { clock, state, log }: PumpParts,
  publisher: MarketPublisher,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(agingIntervalMs, signal)
    try {
      publisher.publish(state.aged())
    } catch (error) {
      log.error({ err: error }, 'What grew stale could not be found')
    }
  }
}
