import type { RecordingFacts } from '../../../domain/recording.js'
import type { Resolvers } from '../../generated/resolver-types.js'

export const statusResolvers: Resolvers = {
  Query: {
    status: (_root, _args, { services }) => {
      const { counts } = services
      const { lastReceivedMs, sinceMs, nextAttemptMs, recording, ...feed } = services.market.feedStatus()
      return {
        version: services.version,
        startedAt: services.startedAtMs,
        uptimeSeconds: (services.clock.now() - services.startedAtMs) / 1_000,
        feed: {
          ...feed,
          since: sinceMs,
          nextAttemptAt: nextAttemptMs,
          lastReceivedAt: lastReceivedMs,
          recording: recording && shownRecording(recording),
        },
        sockets: counts.sockets,
        streams: counts.streams(),
        fanout: {
          groups: counts.groups,
          members: counts.members,
          events: counts.events,
          deliveries: counts.deliveries,
          conflated: counts.conflated,
          closedAsSlow: counts.closedAsSlow,
          bytes: counts.bytes,
          queueDepth: counts.queueDepth(),
        },
      }
    },
  },
}

function shownRecording({ fromMs, toMs, cutMs, leftOut, ...counts }: RecordingFacts) {
  return { ...counts, ...leftOut, from: fromMs, to: toMs, secondsCut: cutMs / 1_000, cutOff: leftOut.cutOff > 0 }
}
