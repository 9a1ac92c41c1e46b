import type { AccountChoice_AccountFragment } from '../../gql/graphql.js'

type Known = Pick<AccountChoice_AccountFragment, 'id' | 'closedAt' | 'hasTraded'>

/**
 * Which account is shown until somebody chooses one: the first open one that has traded, since its panels have something to
 * say. The one shown before stays while it is such a one, so that the account does not change while somebody reads.
 */
export function firstAccount(accounts: readonly Known[], before: string | null): string | null {
  const open = accounts.filter(({ closedAt }) => closedAt === null)
  const kept = (those: readonly Known[]) => those.find(({ id }) => id === before) ?? those[0]
  return (kept(open.filter(({ hasTraded }) => hasTraded)) ?? kept(open) ?? accounts[0])?.id ?? null
}
