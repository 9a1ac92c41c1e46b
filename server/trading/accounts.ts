import { isPrivate, type Account } from '../domain/account.js'
import { PaperAccount } from './account/paper-account.js'
import { Turns } from './account/turns.js'
import { NamesInUse } from './names-in-use.js'
import type { PublishedAccount } from './published/published-account.js'

interface AwaitedAccounts {
  /** No account may have one of these names, nor one that looks like it. */
  readonly reservedNames: readonly string[]
  /** Ids of accounts that are opened later. */
  readonly expected: readonly string[]
}

/** Every account that is open, by id, in the order in which they were opened. */
export class Accounts {
  readonly #paper = new Map<string, PaperAccount>()
  readonly #published = new Map<string, PublishedAccount>()
  readonly #all = new Map<string, PaperAccount | PublishedAccount>()
  readonly #elsewhere = new Map<string, Account>()
  readonly #unreadable = new Map<string, Account | null>()
  readonly #turns = new Map<string, Turns>()
  readonly #expected: Set<string>
  /** Of all public accounts, open or not, and the reserved ones. */
  readonly #names: NamesInUse

  constructor({ reservedNames = [], expected = [] }: Partial<AwaitedAccounts> = {}) {
    this.#names = new NamesInUse(reservedNames)
    this.#expected = new Set(expected)
  }

  add(account: PaperAccount | PublishedAccount): void {
    const { id } = account.account
    this.nameShown(account.account)
    if (account instanceof PaperAccount) this.#paper.set(id, account)
    else this.#published.set(id, account)
    this.#all.set(id, account)
    this.#expected.delete(id)
  }

  /** The ids of accounts that are to be opened soon. */
  expected(): readonly string[] {
    return [...this.#expected]
  }

  /** The turns in which an account is changed, one change at a time. Opening it takes a turn too. */
  turnsOf(id: string): Turns {
    const turns = this.#turns.get(id) ?? new Turns()
    this.#turns.set(id, turns)
    return turns
  }

  /** Notes that there is an account which trades in the prices of another source, and so is not open here. */
  addElsewhere(account: Account): void {
    this.#elsewhere.set(account.id, account)
    this.nameShown(account)
  }

  elsewhere(id: string): Account | null {
    return this.#elsewhere.get(id) ?? null
  }

  /** Notes that what is stored of an account cannot be read, so that it is not open; null when not even its name can. */
  addUnreadable(id: string, account: Account | null): void {
    this.#unreadable.set(id, account)
    if (account) this.nameShown(account)
  }

  isUnreadable(id: string): boolean {
    return this.#unreadable.has(id)
  }

  /** The ids of all accounts that there are, open or not. */
  ids(): readonly string[] {
    return [...this.#all.keys(), ...this.#elsewhere.keys(), ...this.#unreadable.keys()]
  }

  /**
   * The name that one of this account would be taken for: one of another account that everybody sees, or a reserved one. Null
   * when there is none. The names of private accounts do not count, because the answer would tell of them.
   */
  nameLike(name: string, ownId: string): string | null {
    return this.#names.like(name, ownId)
  }

  /** To be called when an account is new, or has become public or private: only the names of public accounts are in use. */
  nameShown(account: Account): void {
    const { id, name } = account
    if (isPrivate(account)) this.#names.remove(name, id)
    else this.#names.add(name, id)
  }

  /** Any account of this id, open or not. */
  known(id: string): Account | null {
    return this.get(id)?.account ?? this.elsewhere(id) ?? this.#unreadable.get(id) ?? null
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

  /** The account with this id, which must be open. */
  opened(id: string): PaperAccount | PublishedAccount {
    const account = this.get(id)
    if (!account) throw new Error(`No account ${id}, though it was opened`)
    return account
  }

  /** The paper account with this id, which must be open. */
  openedPaper(id: string): PaperAccount {
    const account = this.paper(id)
    if (!account) throw new Error(`No paper account ${id}, though it was opened`)
    return account
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
