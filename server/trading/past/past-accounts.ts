import type { Account } from '../../domain/account.js'
import type { PublishedAccount } from '../published/published-account.js'
import type { ShownAccount, ShownAccounts } from '../shown-accounts.js'
import type { PastPaperAccount } from './past-paper.js'
import type { UnvaluedAccount } from './unvalued-account.js'

type PastAccount = PastPaperAccount | PublishedAccount | UnvaluedAccount

/** The accounts of a time. One that exists at several times stays the same object, so that its streams go on. */
export class PastAccounts implements ShownAccounts {
  readonly #made = new Map<string, PastAccount>()
  readonly #open = new Map<string, PastAccount>()
  readonly #elsewhere = new Map<string, Account>()
  readonly #unreadable = new Set<string>()
  readonly #order: () => readonly string[]
  /** Null when an account was added since it was sorted. */
  #sorted: readonly PastAccount[] | null = null

  /** `order`: the ids of all accounts of the present, in their order. */
  constructor(order: () => readonly string[]) {
    this.#order = order
  }

  /** Takes all accounts out of the list. Those that were made are remembered. */
  clear(): void {
    this.#open.clear()
    this.#elsewhere.clear()
    this.#unreadable.clear()
    this.#sorted = null
  }

  add(account: PastAccount): void {
    const { id } = account.account
    this.#made.set(id, account)
    this.#open.set(id, account)
    this.#sorted = null
  }

  addElsewhere(account: Account): void {
    this.#elsewhere.set(account.id, account)
  }

  addUnreadable(id: string): void {
    this.#unreadable.add(id)
  }

  /** The account as it was made for this or another time. */
  made(id: string): PastAccount | null {
    return this.#made.get(id) ?? null
  }

  get(id: string): PastAccount | null {
    return this.#open.get(id) ?? null
  }

  known(id: string): Account | null {
    return this.get(id)?.account ?? this.#elsewhere.get(id) ?? null
  }

  list(): readonly Account[] {
    return this.#inOrder().map(({ account }) => account)
  }

  all(): Iterable<ShownAccount & PastAccount> {
    return this.#inOrder()
  }

  isUnreadable(id: string): boolean {
    return this.#unreadable.has(id)
  }

  ids(): readonly string[] {
    return [...this.#open.keys(), ...this.#elsewhere.keys(), ...this.#unreadable]
  }

  expected(): readonly string[] {
    return []
  }

  #inOrder(): readonly PastAccount[] {
    if (this.#sorted !== null) return this.#sorted
    const places = new Map(this.#order().map((id, place) => [id, place]))
    const placeOf = ({ account }: PastAccount) => places.get(account.id) ?? Infinity
    this.#sorted = [...this.#open.values()].sort((a, b) => placeOf(a) - placeOf(b))
    return this.#sorted
  }
}
