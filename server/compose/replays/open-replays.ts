import {
  maxAnonymousReplays,
  maxAnonymousReplaysWithAgents,
  maxReplays,
  maxReplaysOfNetwork,
  maxReplaysOfOwner,
  maxReplaysWithAgents,
  replayGivesWayMs,
  replayIdleMs,
  replayPatienceMs,
} from '../../domain/limits.js'
import type { PlayableMarket } from '../../domain/replay.js'
import type { Timeline } from '../../graphql/timeline.js'
import { FairQueue } from '../../lib/fair-queue.js'
import type { Opened } from '../../lib/opened.js'
import { isUser, siteOf } from '../../limits/source.js'
import { Replays } from '../../replay/replays.js'
import { KnownRecordings } from './known-recordings.js'
import { play, type PlayParts } from './play.js'

export interface ReplayParts extends Omit<PlayParts, 'recordings' | 'turns'> {
  readonly opened: Opened
}

/** The replays of this process, and what can be played. */
export function openReplays(parts: ReplayParts) {
  const { history, recording, clock, opened, onRefusedRead, log } = parts
  const recordings = new KnownRecordings(recording.market)
  // Each goes to one time at a time, those that are open and those that are being opened in their places: so no more wait.
  const turns = new FairQueue({
    atOnce: 1,
    maxWaiting: 2 * maxReplays,
    maxWaitingOfConnection: 1,
    onRefused: onRefusedRead,
  })
  const replays = new Replays<Timeline>({
    play: (wish, signal) => play(wish, { ...parts, recordings, turns }, signal),
    most: {
      inAll: maxReplays,
      ofOwner: maxReplaysOfOwner,
      ofNetwork: maxReplaysOfNetwork,
      withAgents: maxReplaysWithAgents,
      anonymous: maxAnonymousReplays,
      anonymousWithAgents: maxAnonymousReplaysWithAgents,
    },
    isAnonymous: (key) => !isUser({ key }),
    networkOf: (key) => siteOf({ key }),
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
