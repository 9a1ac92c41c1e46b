import {
  maxReplays,
  maxReplaysOfOwner,
  maxReplaysWithAgents,
  replayGivesWayMs,
  replayIdleMs,
  replayPatienceMs,
} from '../../domain/limits.js'
import type { PlayableMarket } from '../../domain/replay.js'
import type { Timeline } from '../../graphql/timeline.js'
import type { Opened } from '../../lib/opened.js'
import { Replays } from '../../replay/replays.js'
import { KnownRecordings } from './known-recordings.js'
import { play, type PlayParts } from './play.js'

export interface ReplayParts extends Omit<PlayParts, 'recordings'> {
  readonly opened: Opened
}

/** The replays of this process, and what can be played. */
export function openReplays(parts: ReplayParts) {
  const { history, recording, clock, opened, log } = parts
  const recordings = new KnownRecordings(recording.market)
  const replays = new Replays<Timeline>({
    play: (wish) => play(wish, { ...parts, recordings }),
    most: { inAll: maxReplays, ofOwner: maxReplaysOfOwner, withAgents: maxReplaysWithAgents },
    idleMs: replayIdleMs,
    givesWayMs: replayGivesWayMs,
    patienceMs: replayPatienceMs,
    clock,
    log,
  })
  opened.add(() => replays[Symbol.asyncDispose]())
  const list = async (): Promise<readonly PlayableMarket[]> => recordings.list((await history.get()).markets)
  return { replays, recordings: list }
}
