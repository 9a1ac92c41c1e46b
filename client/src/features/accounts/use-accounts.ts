import type { AccountChoice_AccountFragment } from '../../gql/graphql.js'
import { AccountChoice_AccountFragmentDoc, AccountsDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { LiveFailure } from '../../live/failure.js'
import { usePolledQuery } from '../../live/use-polled-query.js'

const EVERY_MS = 30_000
const NO_VARIABLES = {}

export interface Accounts {
  /** Null until they are known. */
  readonly accounts: readonly AccountChoice_AccountFragment[] | null
  /** Why they are not. */
  readonly failure: LiveFailure | null
  readonly retry: () => void
}

/** The trading accounts. */
export function useAccounts(): Accounts {
  const { data, failure, refresh } = usePolledQuery(AccountsDocument, NO_VARIABLES, EVERY_MS)
  const accounts = data && data.accounts.map((account) => readFragment(AccountChoice_AccountFragmentDoc, account))
  return { accounts, failure, retry: refresh }
}
