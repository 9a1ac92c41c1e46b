import type { EventBus } from '../bus/event-bus.js'
import { isIn, type AccountSet } from '../domain/account-set.js'
import type { Account, AccountList } from '../domain/account.js'
import type { ShownAccounts } from './shown-accounts.js'

interface Listed {
  /** Null: it is not there any more, as when a replay goes back. */
  readonly account: Account | null
  /** Whether everybody sees it. */
  readonly isShown: boolean
  /** How often it changed: for those who may read it, and for all others. */
  readonly changes: number
  readonly publicChanges: number
}

/** All accounts as readers follow them. */
export class LiveAccountList {
  readonly #accounts: Pick<ShownAccounts, 'list'>
  readonly #isPublic: (account: Account) => boolean
  readonly #listed = new Map<string, Listed>()

  /** `isPublic`: whether everybody sees an account. */
  constructor(accounts: Pick<ShownAccounts, 'list'>, isPublic: (account: Account) => boolean) {
    this.#accounts = accounts
    this.#isPublic = isPublic
    for (const account of accounts.list()) {
      this.#listed.set(account.id, { account, isShown: isPublic(account), changes: 0, publicChanges: 0 })
    }
  }

  /**
   * Its `seq` counts what the reader could see, so it tells nothing of other accounts. It is the same for all of an audience,
   * because for an account that was never private both counts are equal.
   */
  read(readable: AccountSet): AccountList {
    this.#look()
    const accounts: Account[] = []
    let seq = 0
    for (const [id, { account, isShown, changes, publicChanges }] of this.#listed) {
      const isReader = isIn(readable, id)
      seq += isReader ? changes : publicChanges
      if (account && (isReader || isShown)) accounts.push(account)
    }
    return { seq, accounts }
  }

  /** Counts every change until the signal is aborted, however seldom readers read. */
  async follow(bus: EventBus, signal: AbortSignal): Promise<void> {
    for await (const _ of bus.subscribe('account', { signal })) this.#look()
  }

  #look(): void {
    const present = this.#accounts.list()
    for (const account of present) this.#note(account.id, account)
    if (this.#listed.size === present.length) return
    const ids = new Set(present.map(({ id }) => id))
    for (const id of this.#listed.keys()) if (!ids.has(id)) this.#note(id, null)
  }

  #note(id: string, account: Account | null): void {
    const listed: Partial<Listed> = this.#listed.get(id) ?? {}
    const { account: before = null, isShown: wasShown = false, changes = 0, publicChanges = 0 } = listed
    const isShown = account !== null && this.#isPublic(account)
    if (account === before && isShown === wasShown) return
    this.#listed.set(id, {
      account,
      isShown,
      changes: account === before ? changes : changes + 1,
      // Somebody who may not read it sees only that it appears or disappears, as it becomes public or private.
      publicChanges: isShown || wasShown ? publicChanges + 1 : publicChanges,
    })
  }
}
