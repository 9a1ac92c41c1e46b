import type { Resolvers } from '../../generated/resolver-types.js'
import { accountOf } from '../accounts/resolvers.js'
import { pagesOf } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const fillResolvers: Resolvers = {
  Query: {
    fills: pagesOf(({ fills }) => fills),
    closedTrades: pagesOf(({ closedTrades }) => closedTrades),
  },
  Subscription: {
    newFill: eventStream('newFill', 'fill', ({ fills }) => fills),
    newClosedTrade: eventStream('newClosedTrade', 'closedTrade', ({ closedTrades }) => closedTrades),
  },
  Fill: { account: accountOf, recordedAt: ({ recordedAtMs }) => recordedAtMs },
  ClosedTrade: {
    account: accountOf,
    openedAt: ({ openedAtMs }) => openedAtMs,
    closedAt: ({ closedAtMs }) => closedAtMs,
    recordedAt: ({ recordedAtMs }) => recordedAtMs,
  },
}
