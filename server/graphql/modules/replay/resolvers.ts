import type { RefusalOf } from '../../../domain/refusal.js'
import type { ReplayFacts } from '../../../domain/replay.js'
import { everyone, type StateSource } from '../../../fanout/live-source.js'
import { NotRecorded } from '../../../history/not-recorded.js'
import { UnknownRecording, type TooMany } from '../../../replay/replays.js'
import { intervalArg } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import { apiError } from '../../errors.js'
import type { OpenReplayInput, Resolvers, SubscriptionReplayArgs } from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { notRecorded } from '../../not-recorded-error.js'
import { ownerOfReplays, ownReplay, readReplay, streamsOf, unknownReplay } from '../../replays.js'
import { stream } from '../../stream.js'
import { boundTo } from '../../timeline-streams.js'
import { unionMember } from '../../union-member.js'
import { replayChange, replayWish } from './replay-input.js'

/** It is of no timeline: it tells of one. */
function replay(args: Required<SubscriptionReplayArgs>, context: GraphqlContext): StateSource<ReplayFacts> {
  const minIntervalMs = intervalArg(args)
  const found = readReplay(context, args.id, 'id')
  const source = live<ReplayFacts>(context.services.live.clock, {
    field: 'replay',
    audience: everyone,
    changes: (signal) => found.changes(signal),
    read: () => found.facts(),
    minIntervalMs,
  })
  return { ...source, ...boundTo(streamsOf(found), source) }
}

function tooMany({ most, of, withAgents }: TooMany): RefusalOf<'TooManyReplays'> {
  const message = {
    OWNER: `You have ${most} replays; close one first.`,
    NETWORK: `Your network has ${most} replays, as many as it may have; try again later.`,
    ANONYMOUS: `Callers without a token have ${most} of the replays${withAgents ? ' with agents' : ''}, as many as they may have together; try again later, or with a token.`,
    ALL: `${most} replays${withAgents ? ' with agents' : ''} are open, as many as there may be; try again later.`,
  }[of]
  return { refused: 'TooManyReplays', message, most, own: of === 'OWNER' }
}

/** What of the input names nothing that is recorded. */
function refusedInput(error: unknown, { from }: Pick<OpenReplayInput, 'from'>): unknown {
  if (error instanceof NotRecorded) return notRecorded(error, error.atMs === from ? 'input.from' : 'input.to')
  if (!(error instanceof UnknownRecording)) return error
  const message = 'Argument "input.recording": there is no recorded market with this id; "recordings" lists them.'
  return apiError('UNKNOWN_RECORDING', message, { argument: 'input.recording' })
}

export const replayResolvers: Resolvers = {
  Query: {
    replays: (_root, _args, context) =>
      context.services.replays.ofOwner(ownerOfReplays(context)).map((one) => one.facts()),
    recordings: (_root, _args, context) => {
      ownerOfReplays(context)
      return context.services.recordings()
    },
  },
  Mutation: {
    openReplay: async (_root, { input }, context) => {
      const owner = ownerOfReplays(context)
      const opening = context.services.replays.open({ ...replayWish(input), owner }, context.asker?.signal)
      const answer = await opening.catch((error: unknown) => {
        throw refusedInput(error, input)
      })
      return 'most' in answer ? tooMany(answer) : { done: 'ReplayOpened', replay: answer.facts() }
    },
    controlReplay: async (_root, { input }, context) => {
      const found = ownReplay(context, input.replay, 'input.replay')
      await found.change(replayChange(input, found.facts()))
      // It may have come to what is not kept any more.
      streamsOf(found).check()
      return found.facts()
    },
    closeReplay: (_root, { id }, context) => {
      const closed = context.services.replays.close(id, ownerOfReplays(context))
      if (closed) return closed
      throw unknownReplay('id')
    },
  },
  Subscription: { replay: stream(replay) },
  OpenReplayResult: unionMember,
  Replay: {
    from: ({ fromMs }) => fromMs,
    to: ({ toMs }) => toMs,
    position: ({ positionMs }) => positionMs,
    loop: ({ isLooping }) => isLooping,
    shared: ({ isShared }) => isShared,
    expiresAt: ({ expiresAtMs }) => expiresAtMs,
  },
  RecordedMarket: {
    current: ({ isCurrent }) => isCurrent,
    from: ({ fromMs }) => fromMs,
    to: ({ toMs }) => toMs,
    holes: ({ holes }) =>
      holes.map(({ fromMs, toMs, dropped }) => ({ from: fromMs, to: toMs, droppedEvents: dropped })),
  },
}
