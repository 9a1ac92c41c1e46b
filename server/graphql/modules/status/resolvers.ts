import type { Resolvers } from '../../generated/resolver-types.js'

export const statusResolvers: Resolvers = {
  Query: {
    status: (_root, _args, { services }) => {
      const { lastReceivedMs, ...feed } = services.market.feedStatus()
      return {
        version: services.version,
        startedAt: services.startedAtMs,
        uptimeSeconds: (services.clock.now() - services.startedAtMs) / 1_000,
        feed: { ...feed, lastReceivedAt: lastReceivedMs },
        sockets: services.counts.sockets,
        streams: services.counts.streams(),
      }
    },
  },
}
