import type { EventBus } from '../bus/event-bus.js'
import type { AccountList } from '../domain/account.js'
import { liveValue } from '../lib/live-value.js'
import { sameItems } from '../lib/same.js'
import type { Accounts } from './accounts.js'

/** All accounts as readers follow them. */
export class LiveAccountList {
  readonly #accounts: Accounts
  readonly #list

  constructor(accounts: Accounts) {
    this.#accounts = accounts
    const first = { accounts: accounts.list() }
    this.#list = liveValue<AccountList>(first, (a, b) => sameItems(a.accounts, b.accounts))
  }

  read(): AccountList {
    this.#list.update({ accounts: this.#accounts.list() })
    return this.#list.now()
  }

  /** Counts every change until the signal is aborted, however seldom readers read. */
  async follow(bus: EventBus, signal: AbortSignal): Promise<void> {
    for await (const _ of bus.subscribe('account', { signal })) this.read()
  }
}
