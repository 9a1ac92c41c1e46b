import type { MarketEvent } from '../domain/market-events.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import { MarketPublisher, type PublisherParts } from './market-publisher.js'

/** What grew stale is looked for at each whole second of the clock, so that it can be told later when it was published. */
export const agingIntervalMs = 1_000

export interface PumpParts extends PublisherParts {
  readonly feed: MarketFeed
  /** Called for each event before the state takes it in. It must neither throw nor wait. */
  readonly onHeard?: (event: MarketEvent) => void
  /** Called for each event after the state has taken it in. */
  readonly onFolded?: (event: MarketEvent) => void
}

/**
 * Folds the events of a feed into the state, and publishes the changes of the state on the bus. Feed, state and bus
 * meet only here. Values still become stale after the feed has ended. It ends when the signal is aborted, and waits for
 * no reader.
 */
export async function pumpFeed(parts: PumpParts, signal: AbortSignal): Promise<void> {
  const publisher = new MarketPublisher(parts)
  await Promise.all([
    publishEvents(parts, publisher, signal).catch((error: unknown) => feedFailed(parts, publisher, error)),
    publishAging(parts, publisher, signal),
    publisher.publishChains(signal),
  ])
}

/** A feed reports its failures and does not throw. If it does throw, its values are stale from now on. */
function feedFailed({ log, state }: PumpParts, publisher: MarketPublisher, error: unknown): void {
  log.error({ err: error }, 'The feed failed for a reason of ours')
  publisher.publish(state.fold({ type: 'feed-state', state: 'ENDED', detail: 'The feed failed' }))
}

/** When a bug of ours keeps us from taking an event in, it is logged. The next one may work again. */
async function publishEvents(parts: PumpParts, publisher: MarketPublisher, signal: AbortSignal): Promise<void> {
  for await (const event of parts.feed.events(signal)) {
    parts.onHeard?.(event)
    try {
      publisher.publish(parts.state.fold(event))
      parts.onFolded?.(event)
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
    await clock.sleep(agingIntervalMs - (clock.now() % agingIntervalMs), signal)
    try {
      publisher.publish(state.aged())
    } catch (error) {
      log.error({ err: error }, 'What grew stale could not be found')
    }
  }
}
