/**
 * `after` only says where a reader begins. From there on readers share the events. Filters are the same in any order.
 */
export const argumentMeanings = {
  places: {
    newDecision: 'after',
    decisionScored: 'after',
    newFill: 'after',
    newOrder: 'after',
    newClosedTrade: 'after',
  },
  sets: ['account', 'symbol', 'action', 'outcome', 'status', 'expiries', 'symbols'],
} as const
