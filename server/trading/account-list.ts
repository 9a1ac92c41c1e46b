import type { EventBus } from '../bus/event-bus.js'
import { isIn, type AccountSet } from '../domain/account-set.js'
import { isPrivate, type Account, type AccountList } from '../domain/account.js'
import type { Accounts } from './accounts.js'

interface Listed {
  readonly account: Account
  /** How often it changed: for those who may read it, and for all others. */
  readonly changes: number
  readonly publicChanges: number
}

/** All accounts as readers follow them. */
export class LiveAccountList {
  readonly #accounts: Accounts
  readonly #listed = new Map<string, Listed>()

  constructor(accounts: Accounts) {
    this.#accounts = accounts
    for (const account of accounts.list()) this.#listed.set(account.id, { account, changes: 0, publicChanges: 0 })
  }

  /**
   * Its `seq` counts what the reader could see, so it tells nothing of other accounts. It is the same for all of an audience,
   * because for an account that was never private both counts are equal.
   */
  read(readable: AccountSet): AccountList {
    this.#look()
    const accounts: Account[] = []
    let seq = 0
    for (const { account, changes, publicChanges } of this.#listed.values()) {
      const isReader = isIn(readable, account.id)
      seq += isReader ? changes : publicChanges
      if (isReader || !isPrivate(account)) accounts.push(account)
    }
    return { seq, accounts }
  }

  /** Counts every change until the signal is aborted, however seldom readers read. */
  async follow(bus: EventBus, signal: AbortSignal): Promise<void> {
    for await (const _ of bus.subscribe('account', { signal })) this.#look()
  }

  #look(): void {
    for (const account of this.#accounts.list()) {
      const { account: before = null, changes = 0, publicChanges = 0 } = this.#listed.get(account.id) ?? {}
      if (account === before) continue
      // Who may not read it sees it come and go.
      const isShown = !isPrivate(account) || (before !== null && !isPrivate(before))
      this.#listed.set(account.id, {
        account,
        changes: changes + 1,
        publicChanges: publicChanges + (isShown ? 1 : 0),
      })
    }
  }
}
