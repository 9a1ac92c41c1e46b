import { replayGivesWayMs, replayIdleMs } from '../domain/limits.js'
import { msPerMinute } from '../domain/units.js'
import type { OpenReplay, WhyClosed } from '../replay/replays.js'
import type { GraphqlContext } from './context.js'
import { apiError } from './errors.js'
import { missingScope } from './missing-scope.js'
import type { Timeline, TimelineStreams } from './timeline.js'

/** A replay as resolvers have it. */
export type ReplayOnTimeline = OpenReplay<Timeline>

/** Whose replays they are that the caller opens: of a user, or of an address. Fails for somebody who may not read the market. */
export function ownerOfReplays({ viewer, asker }: Pick<GraphqlContext, 'viewer' | 'asker'>): string {
  if (!viewer.scopes.readMarket) throw missingScope('market:read')
  return asker?.source ?? 'the server'
}

/** The replay that the caller named and may read. */
export function readReplay(context: GraphqlContext, id: string, argument: string): ReplayOnTimeline {
  const found = context.services.replays.read(id, ownerOfReplays(context))
  if (found) return found
  throw unknownReplay(argument)
}

/** The replay that the caller named and owns. */
export function ownReplay(context: GraphqlContext, id: string, argument: string): ReplayOnTimeline {
  const found = context.services.replays.own(id, ownerOfReplays(context))
  if (found) return found
  throw unknownReplay(argument)
}

export function unknownReplay(argument: string) {
  const message = `Argument "${argument}": no replay of yours has this id, or it was closed; "replays" lists those that are open.`
  return apiError('UNKNOWN_REPLAY', message, { argument })
}

/** What the readers of a replay see, with the end that it has. */
export function timelineOf(replay: ReplayOnTimeline): Timeline {
  return { ...replay.scene, streams: streamsOf(replay) }
}

export function streamsOf(replay: OpenReplay<unknown>): TimelineStreams {
  const { flow, closed } = replay
  const check = () => {
    if (replay.whyClosed !== null) throw closedReplay(replay.whyClosed)
  }
  return { flow, closed, check }
}

const minutes = (ms: number) => (ms === msPerMinute ? 'a minute' : `${ms / msPerMinute} minutes`)

const why: Readonly<Record<WhyClosed, string>> = {
  CLOSED: 'It was closed.',
  IDLE: `Nobody used it for ${minutes(replayIdleMs)}.`,
  GAVE_WAY: `Nobody used it for ${minutes(replayGivesWayMs)}, and others wanted one.`,
  REMOVED: 'What accounts were at its time was too old or too much, and was removed.',
  UNREADABLE: 'What comes next in the recording cannot be read.',
}

function closedReplay(reason: WhyClosed) {
  return apiError('REPLAY_CLOSED', `The replay is over. ${why[reason]}`)
}
