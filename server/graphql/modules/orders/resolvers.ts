import type { Fill } from '../../../domain/fill.js'
import type { OrderEvent } from '../../../domain/order-event.js'
import { accountArg } from '../../arguments.js'
import type { Resolvers, SubscriptionNewFillArgs, SubscriptionNewOrderArgs } from '../../generated/resolver-types.js'
import { stream } from '../../stream.js'
import { accountOf } from '../accounts/resolvers.js'
import { connection } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const orderResolvers: Resolvers = {
  Query: {
    order: (_root, { id }, { services }) => services.journal.orders.get(id),
    orders: (_root, { status, ...page }, { services }) =>
      connection(services, services.journal.orders, page, { ...(status != null && { status }) }),
    fills: (_root, page, { services }) => connection(services, services.journal.fills, page, {}),
    closedTrades: (_root, { outcome, ...page }, { services }) =>
      connection(services, services.journal.closedTrades, page, { ...(outcome != null && { outcome }) }),
  },
  Subscription: {
    newFill: stream<SubscriptionNewFillArgs, Fill>(({ account, after }, { services }) =>
      eventStream({
        field: 'newFill',
        topic: 'fill',
        bus: services.bus,
        log: services.journal.fills,
        filter: { ...(account != null && { accountId: accountArg(services, account) }) },
        ...(after != null && { after }),
      }),
    ),
    newOrder: stream<SubscriptionNewOrderArgs, OrderEvent>(({ account, symbol, after }, { services }) =>
      eventStream({
        field: 'newOrder',
        topic: 'orderEvent',
        bus: services.bus,
        log: services.journal.orderEvents,
        filter: {
          ...(account != null && { accountId: accountArg(services, account) }),
          ...(symbol != null && { symbol }),
        },
        ...(after != null && { after }),
      }),
    ),
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
