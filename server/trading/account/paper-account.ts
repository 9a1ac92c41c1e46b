import { asTraded, isClosed, type Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import type { Change } from '../committer.js'
import type { AccountParts } from './account-parts.js'
import { totalReturnPct } from './account-views.js'
import { BestSeen } from './best-seen.js'
import { Books } from './books.js'
import { doDueWork } from './due-work.js'
import { FundingPace } from './funding-pace.js'
import { LiveAccount } from './live-account.js'
import { paperViews } from './paper-views.js'
import { Step } from './step.js'
import { TakenQuotes } from './taken-quotes.js'
import type { Turns } from './turns.js'

/** A paper account as it begins, or goes on. */
export interface PaperStart {
  readonly account: Account
  readonly books: Books
  readonly openOrders: readonly Order[]
}

/** The account after a step. `samples`: those with which new books begin. */
interface AfterStep {
  readonly account: Account
  readonly books: Books
  readonly samples: readonly EquityPoint[]
}

/** How long the engine commits nothing after the journal failed. */
const quietMs = 1_000

/**
 * One paper account: its books, its orders and what the engine does with them.
 *
 * They change one step at a time. A step counts once the journal has it. Only then the books change, the new values show,
 * and the events are published. While the journal is busy the account is still valued.
 */
export class PaperAccount {
  readonly live: LiveAccount
  readonly #parts: AccountParts
  readonly #turns: Turns
  readonly #openOrders: Map<string, Order>
  readonly #taken = new TakenQuotes()
  readonly #bestSeen = new BestSeen()
  readonly #fundingPace: FundingPace
  #account: Account
  #books: Books
  #failedAtMs = -Infinity
  #isStill = false

  constructor(parts: AccountParts, { account, books, openOrders }: PaperStart) {
    this.#parts = parts
    this.#account = account
    this.#books = books
    this.#turns = parts.turnsOf(account.id)
    this.#fundingPace = new FundingPace(account.id)
    this.#openOrders = new Map(openOrders.map((order) => [order.id, order]))
    this.live = new LiveAccount(
      parts.bus,
      account.id,
      paperViews(() => ({
        account: this.#account,
        books: this.#books,
        openOrders: [...this.#openOrders.values()],
        board: parts.board,
        source: this.#account.source,
        sampleIntervalMs: parts.sampleIntervalMs,
      })),
    )
  }

  get account(): Account {
    return this.#account
  }

  /** Changes what is said of the account, such as its visibility. The books stay. */
  become(account: Account): void {
    this.#account = account
  }

  get books(): Books {
    return this.#books
  }

  /** From now on nothing values or changes the account, until `goOn`. */
  standStill(): void {
    this.#isStill = true
  }

  get isStill(): boolean {
    return this.#isStill
  }

  /** Goes on from this state, after it stood still. */
  goOn({ account, books, openOrders }: PaperStart): void {
    this.#account = account
    this.#books = books
    this.#openOrders.clear()
    for (const order of openOrders) this.#openOrders.set(order.id, order)
    this.#isStill = false
  }

  /** Values the account at the present quotes, and begins the due work of the engine. Never waits. */
  mark(): void {
    if (isClosed(this.#account) || this.#isStill) return
    try {
      this.#mark()
    } catch (error) {
      // A fault of ours in one account must not keep the others from being marked.
      this.#failed(error)
    }
  }

  /** Makes a step in the account's turn and commits it. Rejects as `Journal.commit` does; then nothing has changed. */
  async act(make: (step: Step) => void): Promise<void> {
    await this.#inTurn(() => {
      const step = this.begin()
      make(step)
      return step.isEmpty ? null : this.changeOf(step)
    })
  }

  /** A step that starts from the present books, with all funding until now. */
  begin(): Step {
    const { board, now } = this.#parts
    const nowMs = board.newestTimeMs()
    if (nowMs !== null) this.#value(nowMs, { withFunding: true })
    return this.#newStep(nowMs ?? now())
  }

  /** The change that a step makes of the account. */
  changeOf(step: Step): Change {
    const { board } = this.#parts
    const { decisions, scores, orders, orderEvents, fills, closedTrades } = step
    const after = { account: this.#accountAfter(step), ...this.#booksAfter(step) }
    const commit = {
      accountId: this.#account.id,
      ...(after.account !== this.#account && { account: after.account }),
      ...{ decisions, scores, orders, orderEvents, fills, closedTrades },
      ...(orders.length > 0 && { openOrderIds: step.openOrders().map(({ id }) => id) }),
      books: after.books.save(step.ledger, board.quotes),
    }
    return { commit, takeOver: () => this.#takeOver(step, after) }
  }

  /** An order that waits; null when none of this id does. */
  openOrder(id: string): Order | null {
    return this.#openOrders.get(id) ?? null
  }

  /** Stores the books as they are now, for the next start. Never rejects. */
  async save(): Promise<void> {
    const { board } = this.#parts
    const saved = () => {
      if (isClosed(this.#account) || this.#isStill) return null
      const { ledger } = this.begin()
      const commit = { accountId: this.#account.id, books: this.#books.save(ledger, board.quotes) }
      return { commit }
    }
    await this.#inTurn(saved).catch((error: unknown) => this.#failed(error))
  }

  get totalReturnPct(): number {
    return totalReturnPct(this.#books)
  }

  /** The instruments in which it has positions or open orders. */
  symbols(): readonly string[] {
    const orders = [...this.#openOrders.values()]
    return [...this.books.ledger.positions, ...orders].map(({ symbol }) => symbol)
  }

  /** Market time at which its books began anew; null when they never did. */
  get anewSinceMs(): UnixMs | null {
    return this.#account.resets === undefined ? null : this.#books.firstMarkMs
  }

  /** Resolves when nothing is on its way into the journal. */
  settled(): Promise<void> {
    return this.#turns.settled()
  }

  #mark(): void {
    const { board, committer } = this.#parts
    const books = this.#books
    const nowMs = board.newestTimeMs()
    if (nowMs === null) return
    this.#taken.follow(board.quotes)
    this.#bestSeen.look(books.ledger, board.quotes)
    const isHeld = this.#turns.isBusy || committer.isInDoubt
    const samples = this.#value(nowMs, { withFunding: !isHeld && this.#fundingPace.isDue(nowMs, books.fundedAtMs) })
    if (this.#turns.isBusy || this.#isQuiet) return
    if (committer.isInDoubt) return this.#try(() => null)
    const seen = this.#newStep(nowMs)
    doDueWork(seen, board, books.totals)
    if (seen.isEmpty && samples === 0) return
    this.#try(() => {
      const step = this.begin()
      doDueWork(step, board, books.totals)
      return this.changeOf(step)
    })
  }

  /** Commits a change of the engine's own. A failure is told to `onFailure`. */
  #try(make: () => Change | null): void {
    this.#inTurn(make).catch((error: unknown) => this.#failed(error))
  }

  async #inTurn(make: () => Change | null): Promise<void> {
    await this.#parts.committer.inTurn(this.#turns, make)
  }

  #failed(error: unknown): void {
    if (this.#isQuiet) return
    const { now, onFailure } = this.#parts
    this.#failedAtMs = now()
    onFailure(this.#account.id, error)
  }

  get #isQuiet(): boolean {
    const sinceMs = this.#parts.now() - this.#failedAtMs
    return sinceMs >= 0 && sinceMs < quietMs
  }

  /**
   * Between the making of a step and its commit nothing may change the ledger that the step started from. So funding waits for
   * the commit. Nothing of it is lost: it accrues for the whole time since the last mark.
   */
  #value(nowMs: UnixMs, { withFunding }: { readonly withFunding: boolean }): number {
    const { board } = this.#parts
    const books = this.#books
    return this.#show(withFunding ? books.mark(nowMs, board.quotes, board.liveMs) : books.value(nowMs, board.quotes))
  }

  /** Answers how many samples settled. */
  #show(samples: readonly EquityPoint[]): number {
    if (samples.length > 0) this.#parts.onSamples(this.#account.id, samples)
    this.live.touch()
    return samples.length
  }

  #newStep(nowMs: UnixMs): Step {
    const { board, newId } = this.#parts
    return new Step({
      accountId: this.#account.id,
      source: this.#account.source,
      ledger: this.#books.ledger,
      openOrders: this.#openOrders,
      quotes: board.quotes,
      instruments: board.instruments,
      taken: this.#taken.draft(),
      bestSeen: this.#bestSeen,
      nowMs,
      hasExpired: (option) => board.hasExpired(option),
      newId,
    })
  }

  #accountAfter({ account, fills }: Step): Account {
    const after = account ?? this.#account
    return fills.length > 0 ? asTraded(after) : after
  }

  /** The same books, or fresh ones, which begin with a sample of now. */
  #booksAfter({ depositUsd }: Step): Omit<AfterStep, 'account'> {
    const { board, sampleIntervalMs } = this.#parts
    if (depositUsd === null) return { books: this.#books, samples: [] }
    const books = Books.open(depositUsd, sampleIntervalMs)
    const nowMs = board.newestTimeMs()
    return { books, samples: nowMs === null ? [] : books.mark(nowMs, board.quotes, board.liveMs) }
  }

  #takeOver(step: Step, { account, books, samples }: AfterStep): void {
    const { board } = this.#parts
    this.#account = account
    this.#books = books
    this.#taken.takeOver(step.start.taken)
    for (const order of step.orders) {
      if (order.status === 'OPEN') this.#openOrders.set(order.id, order)
      else this.#openOrders.delete(order.id)
    }
    this.#show([...samples, ...this.#books.replace(step.ledger, board.quotes), ...this.#lastSample()])
  }

  /** What a closed account was worth at its end. No later mark will settle this sample. */
  #lastSample(): readonly EquityPoint[] {
    const { markedAtMs: timeMs, totals } = this.#books
    return isClosed(this.#account) && timeMs !== null ? [{ timeMs, accountValueUsd: totals.accountValueUsd }] : []
  }
}
