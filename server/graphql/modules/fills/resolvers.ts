import type { Resolvers } from '../../generated/resolver-types.js'
import { accountOf } from '../accounts/resolvers.js'
import { connection } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const fillResolvers: Resolvers = {
  Query: {
    fills: (_root, page, { accounts }) => connection(accounts, accounts.records.fills, page),
    closedTrades: (_root, page, { accounts }) => connection(accounts, accounts.records.closedTrades, page),
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
