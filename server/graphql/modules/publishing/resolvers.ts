import type { Resolvers } from '../../generated/resolver-types.js'
import { ownerCall } from '../../owner-call.js'
import { unionMember } from '../../union-member.js'
import { decisionPublication, publishedPerformance, publishedPositions } from './publication-input.js'

export const publishingResolvers: Resolvers = {
  Mutation: {
    publishDecision: async (_root, { input }, context) => {
      const { brokerage, clock } = context.services
      const call = await ownerCall('publishDecision', input, context)
      return brokerage.publishDecision(call, decisionPublication(input, clock.now()))
    },
    publishPositions: async (_root, { input }, context) => {
      const { brokerage, clock } = context.services
      const call = await ownerCall('publishPositions', input, context)
      return brokerage.publishPositions(call, publishedPositions(input, clock.now()))
    },
    publishPerformance: async (_root, { input }, context) => {
      const { brokerage, clock } = context.services
      const call = await ownerCall('publishPerformance', input, context)
      return brokerage.publishPerformance(call, publishedPerformance(input, clock.now()))
    },
  },
  PublishDecisionResult: unionMember,
  PublishPositionsResult: unionMember,
  PublishPerformanceResult: unionMember,
}
