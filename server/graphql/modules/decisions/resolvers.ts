import type { Decision } from '../../../domain/decision.js'
import { accountArg, pageRange, rangeArg } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import type { Resolvers, SubscriptionNewDecisionArgs } from '../../generated/resolver-types.js'
import { stream } from '../../stream.js'
import { accountOf } from '../accounts/resolvers.js'
import { cursorError, decisionStream } from './decision-stream.js'

async function decisions(
  _root: unknown,
  args: { account?: string | null; first: number; after?: string | null },
  { services }: GraphqlContext,
) {
  const page = await services.journal.newestFirst({
    limit: rangeArg('first', args.first, pageRange),
    ...(args.account != null && { accountId: accountArg(services, args.account) }),
    ...(args.after != null && { after: args.after }),
  })
  if (typeof page === 'string') throw cursorError(page, args.after ?? '')
  const edges = page.decisions.map((node) => ({ cursor: node.id, node }))
  const pageInfo = {
    hasNextPage: page.hasMore,
    hasPreviousPage: args.after != null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
  return { edges, pageInfo }
}

export const decisionResolvers: Resolvers = {
  Query: { decisions },
  Subscription: {
    newDecision: stream<SubscriptionNewDecisionArgs, Decision>(({ account, after }, { services }) =>
      decisionStream(services, {
        ...(account != null && { accountId: accountArg(services, account) }),
        ...(after != null && { after }),
      }),
    ),
  },
  Decision: { account: accountOf },
}
