import { isPrivate, type Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { UnixMs } from '../../domain/units.js'
import type { Books } from '../account/books.js'
import { PublishedAccount } from '../published/published-account.js'
import { PastPaperAccount } from './past-paper.js'
import type { PastChange, PastEvent, PastWindow } from './read-window.js'
import { addPaper, addPublished, booksOf, type PastRoom } from './restore-accounts.js'
import { UnvaluedAccount } from './unvalued-account.js'

type Expected = PastChange & { readonly restored: Books | null }

/** Takes over and tells what accounts did, when its time has come and in the order of commits. */
export class TakeOver {
  readonly #room: PastRoom
  readonly #orders = new Map<string, Order>()
  /** Accounts as they will be when all changes are taken over, by id. */
  readonly #coming = new Map<string, Account>()
  #changes: Expected[] = []
  #events: PastEvent[] = []

  constructor(room: PastRoom) {
    this.#room = room
  }

  /** Forgets all that was expected and begins with these open orders. */
  begin(orders: Iterable<Order>): void {
    this.#changes = []
    this.#events = []
    this.#coming.clear()
    this.#orders.clear()
    for (const order of orders) this.#orders.set(order.id, order)
  }

  /** Adds what follows after all that is expected already. */
  expect({ changes, events }: PastWindow): void {
    this.#changes.push(...changes.map((change) => this.#expected(change)))
    this.#events.push(...events)
  }

  /** Takes over and tells all that is expected until a time. Answers whether there was anything. */
  until(nowMs: UnixMs): boolean {
    const changes = upTo(this.#changes, nowMs)
    const events = upTo(this.#events, nowMs)
    if (changes.length === 0 && events.length === 0) return false
    this.#changes = this.#changes.slice(changes.length)
    this.#events = this.#events.slice(events.length)
    for (const { order } of events) if (order) this.#orders.set(order.id, order)
    for (const change of changes) this.#take(change)
    for (const { accountId, tell } of events) if (this.#room.accounts.get(accountId)) tell(this.#room.bus)
    for (const [id, { status }] of this.#orders) if (status !== 'OPEN') this.#orders.delete(id)
    return true
  }

  /** Books are valued from when they were made, which is a little before they count. */
  #expected(change: PastChange): Expected {
    const { accounts, source } = this.#room
    const { accountId, account = this.#coming.get(accountId) ?? accounts.get(accountId)?.account } = change
    if (account) this.#coming.set(accountId, account)
    if (change.books === undefined || account?.kind !== 'PAPER' || account.source !== source)
      return { ...change, restored: null }
    const restored = booksOf(this.#room, account, change.books)
    const paper = accounts.get(accountId)
    if (restored && paper instanceof PastPaperAccount) paper.expect(restored)
    return { ...change, restored }
  }

  #take(change: Expected): void {
    const { accountId, account } = change
    const { accounts, visibility, bus } = this.#room
    if (change.isOpening) return this.#reopen()
    const isPrivateBefore = isPrivateIn(accounts.known(accountId))
    if (account && isPrivate(account) !== isPrivateBefore) visibility.change(accountId, () => this.#become(change))
    else this.#become(change)
    if (account && accounts.get(accountId)) bus.publish('account', accountId, account)
  }

  #reopen(): void {
    for (const account of this.#room.accounts.all()) if (!(account instanceof UnvaluedAccount)) account.reopen()
  }

  #become(change: Expected): void {
    const { accountId, account = null, restored, recordedAtMs, published } = change
    const known = this.#room.accounts.get(accountId)
    if (known === null) this.#open(change)
    else if (known instanceof PastPaperAccount)
      known.takeOver({ account, books: restored, booksAtMs: recordedAtMs, openOrders: this.#waiting(change) })
    else if (account && known instanceof PublishedAccount) known.become(account)
    const said = this.#room.accounts.get(accountId)
    if (published && said instanceof PublishedAccount) said.take(published, said.account)
  }

  #open(change: Expected): void {
    const { account, restored, recordedAtMs: booksAtMs } = change
    if (account?.kind === 'PUBLISHED') addPublished(this.#room, account, { positions: null, performance: null })
    else if (account && restored)
      addPaper(this.#room, { account, books: restored, booksAtMs, openOrders: this.#waiting(change) ?? [] })
    else if (account) this.#room.accounts.addElsewhere(account)
  }

  #waiting({ openOrderIds }: PastChange): readonly Order[] | null {
    return openOrderIds?.flatMap((id) => this.#orders.get(id) ?? []) ?? null
  }
}

function isPrivateIn(account: Account | null): boolean {
  return account !== null && isPrivate(account)
}

function upTo<T extends { readonly recordedAtMs: UnixMs }>(all: readonly T[], nowMs: UnixMs): readonly T[] {
  const end = all.findIndex(({ recordedAtMs }) => recordedAtMs > nowMs)
  return end === -1 ? all : all.slice(0, end)
}
