import { join } from 'node:path'
import type { Config } from '../config/config.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import type { FrameRecorder } from '../feeds/replay/frame-recorder.js'
import { simulatedFeed } from '../feeds/simulated/simulated-feed.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { whyNotWritable } from '../lib/writable-folder.js'
import { StartError } from './start-error.js'

/** A feed, and its recorder if it has one. The caller closes the recorder after the feed. */
export interface OpenFeed {
  readonly feed: MarketFeed
  readonly recorder?: AsyncDisposable
}

/**
 * The feed that the configuration names; the code of the others is not loaded. Rejects with a `StartError` when a recording
 * cannot be read or kept.
 */
export async function openFeed({ feed, dataDir }: Config, clock: Clock, log: Logger): Promise<OpenFeed> {
  switch (feed.kind) {
    case 'simulated':
      return { feed: simulatedFeed({ ...feed, clock }) }
    case 'replay': {
      const { openReplayFeed } = await import('../feeds/replay/replay-feed.js')
      try {
        return { feed: await openReplayFeed({ ...feed, clock, log }) }
      } catch (error) {
        throw new StartError(error instanceof Error ? error.message : String(error))
      }
    }
    case 'deribit': {
      const { deribitFeed } = await import('../feeds/deribit/deribit-feed.js')
      if (!feed.record) return { feed: deribitFeed({ url: feed.url, clock, log }) }
      const recorder = await recorderIn(join(dataDir, 'recordings'), clock)
      log.info({ file: recorder.file }, 'Recording what Deribit sends')
      return { feed: deribitFeed({ url: feed.url, clock, log, onRawFrame: recorder.write }), recorder }
    }
  }
}

async function recorderIn(folder: string, clock: Clock): Promise<FrameRecorder> {
  const { openFrameRecorder } = await import('../feeds/replay/frame-recorder.js')
  try {
    return await openFrameRecorder(folder, `deribit-${runLabel(clock.now())}`)
  } catch (error) {
    const why = whyNotWritable(folder) ?? (error instanceof Error ? error.message : String(error))
    throw new StartError(`DERIBIT_RECORD=true cannot record: ${why}; for example DATA_DIR=./data`)
  }
}

/** `20260924T090000Z`. Every run has its own recording, because one file must not hold the times of two runs. */
function runLabel(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')
}
