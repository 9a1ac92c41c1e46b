import { useState } from 'react'
import type { AccountChoice_AccountFragment } from '../../gql/graphql.js'
import { firstAccount } from './first-account.js'
import type { Accounts } from './use-accounts.js'

/** The account that somebody chose, or the one shown until then, and how to choose another. */
export function useChosenAccount({ accounts }: Accounts) {
  const [wanted, choose] = useState<string | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  const first = firstAccount(accounts ?? [], shown)
  if (first !== shown) setShown(first)
  const of = (id: string | null) => accounts?.find((account) => account.id === id)
  const chosen: AccountChoice_AccountFragment | null = of(wanted) ?? of(first) ?? null
  return [chosen, choose] as const
}
