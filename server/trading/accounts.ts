import type { Account } from '../domain/account.js'
import type { PaperAccount } from './account/paper-account.js'
import type { PublishedAccount } from './published/published-account.js'

/** Every account that is open, by id, in the order in which they were opened. */
export class Accounts {
  readonly #paper = new Map<string, PaperAccount>()
  readonly #published = new Map<string, PublishedAccount>()
  readonly #all = new Map<string, PaperAccount | PublishedAccount>()
  readonly #elsewhere = new Map<string, Account>()

  addPaper(account: PaperAccount): void {
    this.#paper.set(account.account.id, account)
    this.#all.set(account.account.id, account)
  }

  addPublished(account: PublishedAccount): void {
    this.#published.set(account.account.id, account)
    this.#all.set(account.account.id, account)
  }

  /** Notes that there is an account which trades in the prices of another source, and so is not open here. */
  addElsewhere(account: Account): void {
    this.#elsewhere.set(account.id, account)
  }

  elsewhere(id: string): Account | null {
    return this.#elsewhere.get(id) ?? null
  }

  /** Any account of this id, open or not. */
  known(id: string): Account | null {
    return this.get(id)?.account ?? this.elsewhere(id)
  }

  get(id: string): PaperAccount | PublishedAccount | null {
    return this.#all.get(id) ?? null
  }

  list(): readonly Account[] {
    return [...this.#all.values()].map(({ account }) => account)
  }

  all(): Iterable<PaperAccount | PublishedAccount> {
    return this.#all.values()
  }

  paper(id: string): PaperAccount | null {
    return this.#paper.get(id) ?? null
  }

  papers(): Iterable<PaperAccount> {
    return this.#paper.values()
  }

  published(id: string): PublishedAccount | null {
    return this.#published.get(id) ?? null
  }

  publishers(): Iterable<PublishedAccount> {
    return this.#published.values()
  }
}
