import { isPrivate } from '../domain/account.js'
import type { AccountAudience } from './account-reader.js'
import type { Accounts } from './accounts.js'

/** Who sees which account: everybody a public one, and a private one those who may read it. */
export class Visibility {
  readonly #accounts: Accounts
  readonly #listeners = new Set<() => void>()

  constructor(accounts: Accounts) {
    this.#accounts = accounts
  }

  /** What cannot be read of an account may say that it is private. */
  sees({ mayRead }: AccountAudience, accountId: string): boolean {
    const account = this.#accounts.known(accountId)
    if (account === null) return this.#accounts.isUnreadable(accountId) && mayRead(accountId)
    return !isPrivate(account) || mayRead(accountId)
  }

  /** The ids of all accounts that there are. */
  divided(audience: AccountAudience): { readonly seen: readonly string[]; readonly hidden: readonly string[] } {
    const seen: string[] = []
    const hidden: string[] = []
    for (const id of this.#accounts.ids()) (this.sees(audience, id) ? seen : hidden).push(id)
    return { seen, hidden }
  }

  /** Calls `listener` at once whenever an account becomes private, until the signal is aborted. */
  onWithdrawal(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => this.#listeners.delete(listener))
    if (signal.aborted) this.#listeners.delete(listener)
  }

  /** An account has become private. */
  withdraw(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
