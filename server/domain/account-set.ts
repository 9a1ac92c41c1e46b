/** Some accounts by their ids, in alphabetical order, or all that there are and will be. */
export type AccountSet = 'ALL' | readonly string[]

export function isIn(accounts: AccountSet, accountId: string): boolean {
  return accounts === 'ALL' || accounts.includes(accountId)
}

/** Equal for equal sets. Ids have no quotes, so the text tells any two lists apart. */
export function accountSetKey(accounts: AccountSet): string {
  return accounts === 'ALL' ? 'all' : JSON.stringify(accounts)
}
