import type { AccountChoice_AccountFragment } from '../../gql/graphql.js'
import { AccountChoice_AccountFragmentDoc, AccountsDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { usePolledQuery } from '../../live/use-polled-query.js'

const EVERY_MS = 30_000
const NO_VARIABLES = {}

/** The trading accounts; null until they are known. */
export function useAccounts(): readonly AccountChoice_AccountFragment[] | null {
  const { data } = usePolledQuery(AccountsDocument, NO_VARIABLES, EVERY_MS)
  return data && data.accounts.map((account) => readFragment(AccountChoice_AccountFragmentDoc, account))
}
