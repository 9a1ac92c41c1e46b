import type { Resolvers } from '../../generated/resolver-types.js'
import { accountsOf } from '../../timeline.js'
import { accountOf } from '../accounts/resolvers.js'
import { pagesOf } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const orderResolvers: Resolvers = {
  Query: {
    order: (_root, { id }, context, info) => accountsOf(context, info).records.orders.get(id),
    orders: pagesOf(({ orders }) => orders),
  },
  Subscription: {
    newOrder: eventStream('newOrder', 'orderEvent', ({ orderEvents }) => orderEvents),
  },
  OrderEvent: { account: accountOf, recordedAt: ({ recordedAtMs }) => recordedAtMs },
  Order: {
    account: accountOf,
    placedAt: ({ placedAtMs }) => placedAtMs,
    updatedAt: ({ updatedAtMs }) => updatedAtMs,
    trailingStop: ({ trailingStop }) => trailingStop && { ...trailingStop, bestPriceUsd: null, stopPriceUsd: null },
  },
}
