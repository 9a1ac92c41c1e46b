import type { UnixMs } from '../domain/units.js'
import type { TimeSpan } from '../history/market-history.js'
import { NotRecorded } from '../history/not-recorded.js'
import { UnreadableSegment } from '../history/segment/segment-frame.js'
import type { Logger } from '../lib/logger.js'

interface Reading {
  readonly atMs: UnixMs
  /** What is recorded. */
  readonly range: TimeSpan
  readonly log: Pick<Logger, 'error'>
}

/** Reads what is recorded of a time. When it is damaged, the log says so, and this rejects with `NotRecorded`. */
export async function readRecorded<T>({ atMs, range, log }: Reading, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof UnreadableSegment)) throw error
    log.error({ err: error, atMs }, 'What was recorded cannot be read')
    throw new NotRecorded(atMs, range, 'UNREADABLE')
  }
}
