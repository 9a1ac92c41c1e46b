/** Bearer tokens by which a bot may write to one account. Only their SHA-256 is kept. */
export interface TokenStore {
  /** Keeps a token for an account, which need not be open yet. */
  add(accountId: string, tokenHash: string): Promise<void>
  /** The account that a token is for; null when it was never minted. */
  accountOf(tokenHash: string): Promise<string | null>
}
