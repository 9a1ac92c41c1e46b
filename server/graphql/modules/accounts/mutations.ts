import { depositRangeUsd, lengths } from '../../../domain/limits.js'
import type {
  OpenAccountInput,
  ResetAccountInput,
  Resolvers,
  SetAccountVisibilityInput,
} from '../../generated/resolver-types.js'
import { nameInput, numberInput, optionalNumber } from '../../input-checks.js'
import { mutation } from '../../mutation.js'
import { unionMember } from '../../union-member.js'

const deposit = { min: depositRangeUsd[0], max: depositRangeUsd[1] }

export const accountMutations: Resolvers = {
  Mutation: {
    openAccount: mutation('openAccount', ({ name, depositUsd }: OpenAccountInput) => ({
      name: nameInput('name', name, lengths.name),
      depositUsd: numberInput('depositUsd', depositUsd, deposit),
    })),
    resetAccount: mutation('resetAccount', ({ depositUsd }: ResetAccountInput) => ({
      depositUsd: optionalNumber('depositUsd', depositUsd, deposit),
    })),
    closeAccount: mutation('closeAccount', () => ({})),
    setAccountVisibility: mutation('setAccountVisibility', ({ visibility }: SetAccountVisibilityInput) => ({
      visibility,
    })),
  },
  OpenAccountResult: unionMember,
  ResetAccountResult: unionMember,
  CloseAccountResult: unionMember,
  SetAccountVisibilityResult: unionMember,
  Refusal: unionMember,
  WrongAccountKind: { kind: ({ accountKind }) => accountKind },
}
