import type { Resolvers } from '../../generated/resolver-types.js'
import { mutation } from '../../mutation.js'
import { unionMember } from '../../union-member.js'
import { decisionPublication, publishedPerformance, publishedPositions } from './publication-input.js'

export const publishingResolvers: Resolvers = {
  Mutation: {
    publishDecision: mutation('publishDecision', decisionPublication),
    publishPositions: mutation('publishPositions', publishedPositions),
    publishPerformance: mutation('publishPerformance', publishedPerformance),
  },
  PublishDecisionResult: unionMember,
  PublishPositionsResult: unionMember,
  PublishPerformanceResult: unionMember,
}
