import type { Clock } from '../../../lib/clock.js'
import type { FeedLog } from '../../feed-log.js'
import type { SilenceWatch } from './silent-channels.js'
import type { Subscriptions } from './subscriptions.js'
import type { DeribitTimings } from './timings.js'

export interface ChannelWatch {
  readonly clock: Clock
  readonly log: FeedLog
  readonly timings: Pick<DeribitTimings, 'channelSilenceMs'>
  readonly silence: SilenceWatch
  readonly subscriptions: Pick<Subscriptions, 'renew'>
}

/** One channel, or all of a currency, can be dead while the others speak. Renews dead channels until aborted. */
export async function watchChannels(watch: ChannelWatch, signal: AbortSignal): Promise<void> {
  const { clock, timings, log, silence, subscriptions } = watch
  while (!signal.aborted) {
    await clock.sleep(timings.channelSilenceMs / 4, signal)
    const channels = subscriptions.renew(silence.silent(clock.now()))
    if (signal.aborted || channels.length === 0) continue
    log.warn({ channels }, 'Deribit is silent on channels that speak every second; asking for them anew')
  }
}
