import { isIn, type AccountSet } from '../domain/account-set.js'
import { isPrivate } from '../domain/account.js'
import type { ShownAccounts } from './shown-accounts.js'

export interface AccountVisibility {
  sees(readable: AccountSet, accountId: string): boolean
  /** The ids of all accounts that there are. */
  seenAndHidden(readable: AccountSet): { readonly seen: readonly string[]; readonly hidden: readonly string[] }
  /** The part of the set by which readers differ in what they see. */
  audienceOf(readable: AccountSet): AccountSet
  onDivision(listener: () => void, signal: AbortSignal): void
  onWithdrawal(listener: () => void, signal: AbortSignal): void
}

type KnownAccounts = Pick<ShownAccounts, 'known' | 'isUnreadable' | 'ids'>

/** Who sees which account: everybody sees a public one, and only those who may read it see a private one. */
export class Visibility implements AccountVisibility {
  readonly #accounts: KnownAccounts
  /** Accounts that were private at some time since the start. One that is private since the start is added when it changes. */
  readonly #divided = new Set<string>()
  readonly #onDivision = new Listeners()
  readonly #onWithdrawal = new Listeners()

  constructor(accounts: KnownAccounts) {
    this.#accounts = accounts
  }

  /** An account that cannot be read may be private, so only those see it who may read it. */
  sees(readable: AccountSet, accountId: string): boolean {
    const account = this.#accounts.known(accountId)
    if (account === null) return this.#accounts.isUnreadable(accountId) && isIn(readable, accountId)
    return !isPrivate(account) || isIn(readable, accountId)
  }

  /** The ids of all accounts that there are. */
  seenAndHidden(readable: AccountSet): { readonly seen: readonly string[]; readonly hidden: readonly string[] } {
    const seen: string[] = []
    const hidden: string[] = []
    for (const id of this.#accounts.ids()) (this.sees(readable, id) ? seen : hidden).push(id)
    return { seen, hidden }
  }

  /**
   * Of the accounts that somebody may read, those that are private or have been. Readers with equal audiences see the same,
   * until an account is private for the first time.
   */
  audienceOf(readable: AccountSet): AccountSet {
    return readable === 'ALL' ? 'ALL' : readable.filter((id) => this.#divided.has(id) || this.#isHidden(id))
  }

  /** Calls `listener` at once before an account is private for the first time, until the signal is aborted. */
  onDivision(listener: () => void, signal: AbortSignal): void {
    this.#onDivision.add(listener, signal)
  }

  /** Calls `listener` at once whenever a public account has become private, until the signal is aborted. */
  onWithdrawal(listener: () => void, signal: AbortSignal): void {
    this.#onWithdrawal.add(listener, signal)
  }

  /** Carries out what opens a private account, or makes an account private or public. Listeners are told before and after. */
  change(accountId: string, carryOut: () => void): void {
    const wasPublic = this.sees([], accountId)
    try {
      this.#divide(accountId)
    } finally {
      carryOut()
      if (wasPublic && this.#isHidden(accountId)) this.#onWithdrawal.tell()
    }
  }

  /** From now on the readers of this account are an audience of their own. */
  #divide(accountId: string): void {
    const isNew = !this.#divided.has(accountId) && !this.#isHidden(accountId)
    this.#divided.add(accountId)
    if (isNew) this.#onDivision.tell()
  }

  #isHidden(accountId: string): boolean {
    const account = this.#accounts.known(accountId)
    return account === null ? this.#accounts.isUnreadable(accountId) : isPrivate(account)
  }
}

class Listeners {
  readonly #listeners = new Set<() => void>()

  add(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => this.#listeners.delete(listener))
  }

  /** Calls all of them, even when one throws. */
  tell(): void {
    const faults: unknown[] = []
    for (const listener of [...this.#listeners]) {
      try {
        listener()
      } catch (error) {
        faults.push(error)
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, 'Not everybody could take in who sees an account')
  }
}
