import type { EventBus } from '../../bus/event-bus.js'
import { isClosed, type Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import { totalReturnPct } from '../account/account-views.js'
import type { Books } from '../account/books.js'
import { FundingPace } from '../account/funding-pace.js'
import { LiveAccount } from '../account/live-account.js'
import { paperViews } from '../account/paper-views.js'
import type { QuoteBoard } from '../board/quote-board.js'
import type { ShownAccount } from '../shown-accounts.js'

export interface PastPaperParts {
  readonly bus: EventBus
  /** The board of the market that is played at present. */
  readonly board: () => QuoteBoard
  /** When that market said something last, by our clock. */
  readonly heardMs: () => UnixMs
  /** Where its values say that they come from. Null: where they came from then. */
  readonly playedAs: DataSource | null
  readonly sampleIntervalMs: number
}

/** What a paper account was from a commit on. */
export interface PastPaperState {
  readonly account: Account
  readonly books: Books
  /** When these books were kept, by our clock. */
  readonly booksAtMs: UnixMs
  readonly openOrders: readonly Order[]
}

/** Books that will count from a commit on. They were made a little before it, and are valued from then on. */
interface ComingBooks {
  readonly books: Books
  readonly fromMs: UnixMs
}

/**
 * A paper account of the past. It is valued as the live one was, by the same books and views. Nothing new happens in it: what
 * was committed is taken over.
 */
export class PastPaperAccount implements ShownAccount {
  readonly live: LiveAccount
  readonly #parts: PastPaperParts
  readonly #fundingPace: FundingPace
  #state: PastPaperState
  #coming: ComingBooks[] = []

  constructor(parts: PastPaperParts, state: PastPaperState) {
    this.#parts = parts
    this.#state = state
    this.#fundingPace = new FundingPace(state.account.id)
    const { playedAs, sampleIntervalMs } = parts
    const views = paperViews(() => ({
      ...this.#state,
      board: parts.board(),
      source: playedAs ?? this.account.source,
      sampleIntervalMs,
    }))
    this.live = new LiveAccount(parts.bus, state.account.id, views)
  }

  get account(): Account {
    return this.#state.account
  }

  get totalReturnPct(): number {
    return totalReturnPct(this.#state.books)
  }

  get anewSinceMs(): UnixMs | null {
    return this.account.resets === undefined ? null : this.#state.books.firstMarkMs
  }

  get lastSampleMs(): UnixMs | null {
    const { books } = this.#state
    return isClosed(this.account) ? books.lastMarkMs : books.lastSampleMs
  }

  /** The instruments of its positions and open orders, and of the positions that it is about to have. */
  symbols(): readonly string[] {
    const { books, openOrders } = this.#state
    const held = [books, ...this.#coming.map((coming) => coming.books)].flatMap(({ ledger }) => ledger.positions)
    return [...held, ...openOrders].map(({ symbol }) => symbol)
  }

  /** Goes to what it was at another time. */
  restore(state: PastPaperState): void {
    this.#state = state
    this.#coming = []
    this.live.touch()
  }

  /** Does what the live account did at a restart: goes on from what was kept of it last. */
  reopen(): void {
    const { account, books, booksAtMs, openOrders } = this.#state
    this.restore({ account, books: books.asKept(), booksAtMs, openOrders })
  }

  /** These books will be taken over. They are valued meanwhile. */
  expect(books: Books): void {
    this.#coming.push({ books, fromMs: books.lastMarkMs ?? -Infinity })
  }

  /** Takes over what was committed. What is null stays as it is. */
  takeOver(after: { readonly [Part in keyof PastPaperState]: PastPaperState[Part] | null }): void {
    const { account, books, booksAtMs, openOrders } = this.#state
    this.#coming = this.#coming.filter((coming) => coming.books !== after.books)
    this.#state = {
      account: after.account ?? account,
      books: after.books ?? books,
      booksAtMs: after.booksAtMs ?? booksAtMs,
      openOrders: after.openOrders ?? openOrders,
    }
    this.live.touch()
  }

  /** Values its books, and those that it will take over, at the present quotes. */
  mark(): void {
    const nowMs = this.#parts.board().newestTimeMs()
    if (nowMs === null) return
    for (const { books, fromMs } of this.#coming) if (nowMs >= fromMs) this.#value(books, nowMs)
    if (isClosed(this.account)) return
    const { books, booksAtMs } = this.#state
    if (books.markedAtMs === null && !this.#goesOn(books, booksAtMs, nowMs)) return
    this.#value(books, nowMs)
    this.live.touch()
  }

  /** Whether the market has come to where the books go on: to their last mark or, if they have none, to its first word after they were kept. */
  #goesOn({ lastMarkMs }: Books, booksAtMs: UnixMs, nowMs: UnixMs): boolean {
    return lastMarkMs === null ? this.#parts.heardMs() > booksAtMs : nowMs >= lastMarkMs
  }

  #value(books: Books, nowMs: UnixMs): void {
    const { quotes, liveMs } = this.#parts.board()
    if (this.#fundingPace.isDue(nowMs, books.fundedAtMs)) books.mark(nowMs, quotes, liveMs)
    // The live account commits a sample with all funding until then.
    else if (books.value(nowMs, quotes).length > 0) books.mark(nowMs, quotes, liveMs)
  }
}
