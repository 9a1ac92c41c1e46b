import type { Resolvers } from '../../generated/resolver-types.js'
import { accountOf } from '../accounts/resolvers.js'
import { connection } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const orderResolvers: Resolvers = {
  Query: {
    order: (_root, { id }, { accounts }) => accounts.records.orders.get(id),
    orders: (_root, page, { accounts }) => connection(accounts, accounts.records.orders, page),
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
