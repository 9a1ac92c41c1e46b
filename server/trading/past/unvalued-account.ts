import type { Account } from '../../domain/account.js'
import type { LiveAccount } from '../account/live-account.js'
import type { ShownAccount } from '../shown-accounts.js'

/** An account of the past of which nobody reads what it was worth. */
export class UnvaluedAccount implements ShownAccount {
  readonly account: Account

  constructor(account: Account) {
    this.account = account
  }

  get live(): LiveAccount {
    throw new Error(`The account ${this.account.id} is read for its values, which were not restored`)
  }

  get totalReturnPct(): number | null {
    return this.live.read('performance').totalReturnPct
  }
}
