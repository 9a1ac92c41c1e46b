import type { Resolvers } from '../../generated/resolver-types.js'
import { accountOf } from '../accounts/resolvers.js'
import { connection } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const orderResolvers: Resolvers = {
  Query: {
    order: (_root, { id }, { services }) => services.journal.orders.get(id),
    orders: (_root, page, { services }) => connection(services, services.journal.orders, page),
    fills: (_root, page, { services }) => connection(services, services.journal.fills, page),
    closedTrades: (_root, page, { services }) => connection(services, services.journal.closedTrades, page),
  },
  Subscription: {
    newFill: eventStream('newFill', 'fill', ({ fills }) => fills),
    newOrder: eventStream('newOrder', 'orderEvent', ({ orderEvents }) => orderEvents),
    newClosedTrade: eventStream('newClosedTrade', 'closedTrade', ({ closedTrades }) => closedTrades),
  },
  OrderEvent: { account: accountOf, recordedAt: ({ recordedAtMs }) => recordedAtMs },
  Order: {
    account: accountOf,
    placedAt: ({ placedAtMs }) => placedAtMs,
    updatedAt: ({ updatedAtMs }) => updatedAtMs,
    trailingStop: ({ trailingStop }) => trailingStop && { ...trailingStop, bestPriceUsd: null, stopPriceUsd: null },
  },
  Fill: { account: accountOf, recordedAt: ({ recordedAtMs }) => recordedAtMs },
  ClosedTrade: {
    account: accountOf,
    openedAt: ({ openedAtMs }) => openedAtMs,
    closedAt: ({ closedAtMs }) => closedAtMs,
    recordedAt: ({ recordedAtMs }) => recordedAtMs,
  },
}
