import { join } from 'node:path'
import type { Config } from './config/config.js'
import { deribitFeed } from './feeds/deribit/deribit-feed.js'
import type { MarketFeed } from './feeds/market-feed.js'
import { openRecorder } from './feeds/replay/recorder.js'
import { openReplayFeed } from './feeds/replay/replay-feed.js'
import { simulatedFeed } from './feeds/simulated/simulated-feed.js'
import type { Clock } from './lib/clock.js'
import type { Log } from './lib/logger.js'
import { StartError } from './start-error.js'

/** The feed that the configuration names. Rejects with a `StartError` when a recording cannot be read. */
export async function openFeed({ feed, dataDir }: Config, clock: Clock, log: Log): Promise<MarketFeed> {
  switch (feed.kind) {
    case 'simulated':
      return simulatedFeed({ ...feed, clock })
    case 'replay':
      return openReplayFeed({ ...feed, clock, log }).catch((error: unknown) => {
        throw new StartError(error instanceof Error ? error.message : String(error))
      })
    case 'deribit': {
      if (!feed.record) return deribitFeed({ url: feed.url, clock, log })
      const recorder = await openRecorder(join(dataDir, 'recordings'), 'deribit')
      log.info({ file: recorder.file }, 'Recording what Deribit sends')
      return deribitFeed({ url: feed.url, clock, log, onRawFrame: recorder.write })
    }
  }
}
