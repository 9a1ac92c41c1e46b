import { depositRangeUsd, lengths } from '../../../domain/limits.js'
import type { Resolvers } from '../../generated/resolver-types.js'
import { lineInput, numberInput, optionalNumber } from '../../input-checks.js'
import { ownerCall } from '../../owner-call.js'
import { unionMember } from '../../union-member.js'

const deposit = { min: depositRangeUsd[0], max: depositRangeUsd[1] }

export const accountMutations: Resolvers = {
  Mutation: {
    openAccount: async (_root, { input }, context) => {
      const call = await ownerCall('openAccount', input, context)
      return context.services.brokerage.openAccount(call, {
        name: lineInput('name', input.name, lengths.name),
        depositUsd: numberInput('depositUsd', input.depositUsd, deposit),
      })
    },
    resetAccount: async (_root, { input }, context) => {
      const call = await ownerCall('resetAccount', input, context)
      return context.services.brokerage.resetAccount(call, optionalNumber('depositUsd', input.depositUsd, deposit))
    },
    closeAccount: async (_root, { input }, context) => {
      return context.services.brokerage.closeAccount(await ownerCall('closeAccount', input, context))
    },
  },
  OpenAccountResult: unionMember,
  ResetAccountResult: unionMember,
  CloseAccountResult: unionMember,
  Refusal: unionMember,
  WrongAccountKind: { kind: ({ accountKind }) => accountKind },
}
