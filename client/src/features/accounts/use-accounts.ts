import { useMemo } from 'react'
import {
  AccountChoice_AccountFragmentDoc,
  AccountsUpdatesDocument,
  type AccountChoice_AccountFragment,
  type AccountsUpdatesSubscription,
} from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveValue } from '../../live/live-header.js'
import type { LiveOperation } from '../../live/live-store.js'
import { useLive } from '../../live/use-live.js'

const operation: LiveOperation<
  AccountsUpdatesSubscription['accounts'] & LiveValue,
  AccountsUpdatesSubscription,
  Record<string, never>
> = {
  updates: AccountsUpdatesDocument,
  fold: (_current, { accounts }) => ({ ...accounts, asOf: null, freshness: 'LIVE' }),
}
const NO_VARIABLES = {}

export interface Accounts {
  /** Null until they are known. */
  readonly accounts: readonly AccountChoice_AccountFragment[] | null
  /** Why they are not known. */
  readonly failure: LiveFailure | null
  readonly retry: () => void
}

/** The trading accounts. */
export function useAccounts(): Accounts {
  const { state, retry } = useLive(operation, NO_VARIABLES)
  const known = valueOf(state)
  const accounts = useMemo(
    () => known && known.accounts.map((account) => readFragment(AccountChoice_AccountFragmentDoc, account)),
    [known],
  )
  return { accounts, failure: state.kind === 'failed' ? state.failure : null, retry }
}
