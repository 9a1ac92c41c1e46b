import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import { createSchema } from 'graphql-yoga'
import type { GraphqlContext } from './context.js'
import { accountMutations } from './modules/accounts/mutations.js'
import { accountResolvers } from './modules/accounts/resolvers.js'
import { decisionResolvers } from './modules/decisions/resolvers.js'
import { fillResolvers } from './modules/fills/resolvers.js'
import { historyResolvers } from './modules/history/resolvers.js'
import { identityResolvers } from './modules/identity/resolvers.js'
import { tokenResolvers } from './modules/identity/tokens.js'
import { instrumentResolvers } from './modules/instruments/resolvers.js'
import { marketResolvers } from './modules/market/resolvers.js'
import { optionsResolvers } from './modules/options/resolvers.js'
import { orderMutations } from './modules/orders/mutations.js'
import { orderResolvers } from './modules/orders/resolvers.js'
import { publishingResolvers } from './modules/publishing/resolvers.js'
import { replayResolvers } from './modules/replay/resolvers.js'
import { statusResolvers } from './modules/status/resolvers.js'
import { dateTimeScalar } from './scalars.js'
import { checkEveryMutation } from './still-accepted.js'
import { endWithTimelines } from './timeline-streams.js'

/** The contract with its resolvers; `typeDefs` are the texts of `schema/*.graphql`. */
export function gammacastSchema(typeDefs: readonly string[]): GraphQLSchema {
  const schema = createSchema<GraphqlContext>({
    typeDefs: [...typeDefs],
    resolvers: [
      { DateTime: dateTimeScalar },
      identityResolvers,
      tokenResolvers,
      marketResolvers,
      instrumentResolvers,
      optionsResolvers,
      historyResolvers,
      accountResolvers,
      accountMutations,
      decisionResolvers,
      fillResolvers,
      orderResolvers,
      orderMutations,
      publishingResolvers,
      replayResolvers,
      statusResolvers,
    ],
  })
  return endWithTimelines(checkEveryMutation(schema))
}

/** The schema in one file, as `npm run codegen` writes `schema.graphql`. */
export function schemaText(schema: GraphQLSchema): string {
  return printSchema(lexicographicSortSchema(schema))
}
