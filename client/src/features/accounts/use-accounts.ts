import type { AccountChoice_AccountFragment, AccountsQuery } from '../../gql/graphql.js'
import { AccountChoice_AccountFragmentDoc, AccountsDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { LiveFailure } from '../../live/failure.js'
import { usePolledQuery } from '../../live/use-polled-query.js'
import { useMemo } from 'react'

const EVERY_MS = 30_000
const NO_VARIABLES = {}

export interface Accounts {
  /** Null until they are known. */
  readonly accounts: readonly AccountChoice_AccountFragment[] | null
  /** Those that have held a position. */
  readonly traded: ReadonlySet<string>
  /** Why they are not known. */
  readonly failure: LiveFailure | null
  readonly retry: () => void
}

const hasTraded = ({ performance: { trades, openPositions } }: AccountsQuery['leaderboard'][number]) =>
  (trades ?? 0) > 0 || (openPositions ?? 0) > 0

/** The trading accounts. */
export function useAccounts(): Accounts {
  const { data, failure, refresh } = usePolledQuery(AccountsDocument, NO_VARIABLES, EVERY_MS)
  return useMemo(() => {
    const accounts = data && data.accounts.map((account) => readFragment(AccountChoice_AccountFragmentDoc, account))
    const traded = new Set((data?.leaderboard ?? []).filter(hasTraded).map(({ account }) => account.id))
    return { accounts, traded, failure, retry: refresh }
  }, [data, failure, refresh])
}
