import type { Decision } from '../../../domain/decision.js'
import { accountArg } from '../../arguments.js'
import type { Resolvers, SubscriptionNewDecisionArgs } from '../../generated/resolver-types.js'
import { stream } from '../../stream.js'
import { accountOf } from '../accounts/resolvers.js'
import { connection } from '../journal/connection.js'
import { eventStream } from '../journal/event-stream.js'

export const decisionResolvers: Resolvers = {
  Query: {
    decisions: (_root, { action, outcome, ...page }, { services }) =>
      connection(services, services.journal.decisions, page, {
        ...(action != null && { action }),
        ...(outcome != null && { outcome }),
      }),
  },
  Subscription: {
    newDecision: stream<SubscriptionNewDecisionArgs, Decision>(({ account, action, after }, { services }) =>
      eventStream({
        field: 'newDecision',
        topic: 'decision',
        bus: services.bus,
        log: services.journal.decisions,
        filter: {
          ...(account != null && { accountId: accountArg(services, account) }),
          ...(action != null && { action }),
        },
        ...(after != null && { after }),
      }),
    ),
  },
  Decision: {
    account: accountOf,
    closedAt: ({ closedAtMs }) => closedAtMs,
    recordedAt: ({ recordedAtMs }) => recordedAtMs,
  },
  InvalidationRule: { until: ({ untilMs }) => untilMs },
}
