import { useMemo } from 'react'
import {
  AccountChoice_AccountFragmentDoc,
  AccountsUpdatesDocument,
  TradedUpdatesDocument,
  type AccountChoice_AccountFragment,
  type AccountsUpdatesSubscription,
  type TradedUpdatesSubscription,
} from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveValue } from '../../live/live-header.js'
import type { LiveOperation } from '../../live/live-store.js'
import { useLive } from '../../live/use-live.js'

type Counted<Data> = Data & LiveValue
type None = Record<string, never>

const counted = <Data extends { readonly seq: number }>(data: Data): Counted<Data> => ({
  ...data,
  asOf: null,
  freshness: 'LIVE',
})

const accountsOperation: LiveOperation<
  Counted<AccountsUpdatesSubscription['accounts']>,
  AccountsUpdatesSubscription,
  None
> = {
  updates: AccountsUpdatesDocument,
  fold: (_current, { accounts }) => counted(accounts),
}
const tradedOperation: LiveOperation<
  Counted<TradedUpdatesSubscription['leaderboard']>,
  TradedUpdatesSubscription,
  None
> = {
  updates: TradedUpdatesDocument,
  fold: (_current, { leaderboard }) => counted(leaderboard),
}
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

type Standing = TradedUpdatesSubscription['leaderboard']['entries'][number]

const hasTraded = ({ performance: { trades, openPositions } }: Standing) =>
  (trades ?? 0) > 0 || (openPositions ?? 0) > 0

/** The trading accounts, once it is known which of them have traded: the choice of the first one depends on it. */
export function useAccounts(): Accounts {
  const { state, retry } = useLive(accountsOperation, NO_VARIABLES)
  const board = useLive(tradedOperation, NO_VARIABLES).state
  const known = board.kind === 'waiting' ? null : valueOf(state)
  const entries = valueOf(board)?.entries
  const accounts = useMemo(
    () => known && known.accounts.map((account) => readFragment(AccountChoice_AccountFragmentDoc, account)),
    [known],
  )
  const traded = useMemo(() => new Set((entries ?? []).filter(hasTraded).map(({ account }) => account.id)), [entries])
  return { accounts, traded, failure: state.kind === 'failed' ? state.failure : null, retry }
}
