import type { AccountSet } from '../../domain/account-set.js'
import type { AccountVisibility } from '../visibility.js'

/**
 * Who sees which account of the past: whoever sees it now and saw it then. So nothing of the past tells of an account that is
 * private, and nothing that an account did while it was private is told by a later change of its mind.
 */
export class PastVisibility implements AccountVisibility {
  readonly #now: AccountVisibility
  readonly #then: AccountVisibility

  constructor(now: AccountVisibility, then: AccountVisibility) {
    this.#now = now
    this.#then = then
  }

  sees(readable: AccountSet, accountId: string): boolean {
    return this.#now.sees(readable, accountId) && this.#then.sees(readable, accountId)
  }

  seenAndHidden(readable: AccountSet): { readonly seen: readonly string[]; readonly hidden: readonly string[] } {
    const [now, then] = [this.#now.seenAndHidden(readable), this.#then.seenAndHidden(readable)]
    const seen: string[] = []
    const hidden: string[] = []
    for (const id of new Set([...now.seen, ...now.hidden, ...then.seen, ...then.hidden])) {
      if (this.sees(readable, id)) seen.push(id)
      else hidden.push(id)
    }
    return { seen, hidden }
  }

  audienceOf(readable: AccountSet): AccountSet {
    const [now, then] = [this.#now.audienceOf(readable), this.#then.audienceOf(readable)]
    return now === 'ALL' || then === 'ALL' ? 'ALL' : [...new Set([...now, ...then])].sort()
  }

  onDivision(listener: () => void, signal: AbortSignal): void {
    this.#now.onDivision(listener, signal)
    this.#then.onDivision(listener, signal)
  }

  onWithdrawal(listener: () => void, signal: AbortSignal): void {
    this.#now.onWithdrawal(listener, signal)
    this.#then.onWithdrawal(listener, signal)
  }
}
