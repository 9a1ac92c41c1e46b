import type { Resolvers } from '../../generated/resolver-types.js'
import { accountOf } from '../accounts/resolvers.js'
import { pagesOf } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const decisionResolvers: Resolvers = {
  Query: {
    decisions: pagesOf(({ decisions }) => decisions),
  },
  Subscription: {
    newDecision: eventStream('newDecision', 'decision', ({ decisionsAsMade }) => decisionsAsMade),
    decisionScored: eventStream('decisionScored', 'scoreEvent', ({ scoreEvents }) => scoreEvents),
  },
  Decision: {
    account: accountOf,
    closedAt: ({ closedAtMs }) => closedAtMs,
    recordedAt: ({ recordedAtMs }) => recordedAtMs,
  },
  ScoreEvent: { account: accountOf, recordedAt: ({ recordedAtMs }) => recordedAtMs },
  InvalidationRule: { until: ({ untilMs }) => untilMs },
}
