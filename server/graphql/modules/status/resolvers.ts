import type { Resolvers } from '../../generated/resolver-types.js'

export const statusResolvers: Resolvers = {
  Query: {
    status: (_root, _args, { services }) => {
      const { counts } = services
      const { lastReceivedMs, ...feed } = services.market.feedStatus()
      return {
        version: services.version,
        startedAt: services.startedAtMs,
        uptimeSeconds: (services.clock.now() - services.startedAtMs) / 1_000,
        feed: { ...feed, lastReceivedAt: lastReceivedMs },
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
