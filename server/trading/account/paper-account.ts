import type { Account } from '../../domain/account.js'
import { isClosed } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { EquityPoint } from '../../domain/performance.js'
import type { Freshness } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import type { EventBus } from '../../bus/event-bus.js'
import type { Commit } from '../../storage/journal.js'
import type { QuoteBoard } from '../board/quote-board.js'
import type { Committer } from '../committer.js'
import { isPriced } from '../engine/valuation.js'
import { Books } from './books.js'
import { performanceView, portfolioView, positionsView, totalReturnPct } from './account-views.js'
import { BestSeen } from './best-seen.js'
import { doDueWork } from './due-work.js'
import { LiveAccount } from './live-account.js'
import { Step } from './step.js'
import { TakenQuotes } from './taken-quotes.js'
import { Turns } from './turns.js'

export interface PaperAccountParts {
  readonly account: Account
  readonly books: Books
  readonly openOrders: readonly Order[]
  readonly board: QuoteBoard
  readonly bus: EventBus
  readonly committer: Committer
  readonly sampleIntervalMs: number
  readonly newId: () => string
  /** Our clock. */
  readonly now: () => UnixMs
  /** Told of samples of account value as they settle. */
  readonly onSamples: (samples: readonly EquityPoint[]) => void
  /** Told why what the engine does by itself could not be committed; it is tried again. */
  readonly onFailure: (error: unknown) => void
}

/** How long the engine leaves the journal alone after it failed. */
const quietMs = 1_000

const fundingIntervalMs = 10_000

/** What a step was for, besides its own records. */
export interface CommitExtras extends Pick<Commit, 'idempotency'> {
  /** True: nothing of the step is committed but this. */
  readonly discard?: boolean
}

/** The account was closed before the turn of what was asked of it. */
export class AccountClosedBefore extends Error {
  override readonly name = 'AccountClosedBefore'
}

/**
 * One paper account: its books, its orders and what the engine does with them.
 *
 * Whatever changes them is one step at a time. A step counts once the journal has it: only then do the books have it, are
 * the new values shown, and are its events published. While the journal is busy the account goes on being valued.
 */
export class PaperAccount {
  readonly live: LiveAccount
  readonly #parts: PaperAccountParts
  readonly #openOrders: Map<string, Order>
  readonly #taken = new TakenQuotes()
  readonly #bestSeen = new BestSeen()
  readonly #turns = new Turns()
  readonly #fundingPhaseMs: number
  #account: Account
  #books: Books
  #failedAtMs = -Infinity

  constructor(parts: PaperAccountParts) {
    this.#parts = parts
    this.#account = parts.account
    this.#books = parts.books
    this.#fundingPhaseMs = phaseOf(parts.account.id)
    this.#openOrders = new Map(parts.openOrders.map((order) => [order.id, order]))
    const moment = () => this.#moment()
    this.live = new LiveAccount(parts.bus, parts.account.id, {
      performance: () => performanceView(moment()),
      positions: () => positionsView(moment()),
      portfolio: () => portfolioView(moment()),
      openOrders: () => this.#openOrdersView(),
    })
  }

  get account(): Account {
    return this.#account
  }

  get books(): Books {
    return this.#books
  }

  /** Values the account at the quotes of now, and does what is due by itself. Never waits. */
  mark(): void {
    if (isClosed(this.#account)) return
    try {
      this.#mark()
    } catch (error) {
      // A fault of ours in one account must not keep the others from being marked.
      this.#failed(error)
    }
  }

  /**
   * Makes a step when it is the account's turn, and commits it with what `make` answers, unless there is nothing to
   * commit. Rejects as `Journal.commit` does, and with `AccountClosedBefore`; then nothing has changed.
   */
  act(make: (step: Step) => CommitExtras): Promise<void> {
    return this.#turns.take(async () => {
      const { board, committer, now } = this.#parts
      await committer.ready()
      if (isClosed(this.#account)) throw new AccountClosedBefore()
      const nowMs = board.newestTimeMs()
      const step = nowMs === null ? this.#newStep(now()) : this.#fundedStep(nowMs)
      const { discard = false, ...extras } = make(step)
      const kept = discard ? this.#newStep(step.start.nowMs) : step
      if (!kept.isEmpty || extras.idempotency) await this.#commit(kept, extras)
    })
  }

  /** Stores the books as they are now, for the next start. Never rejects. */
  save(): Promise<void> {
    const { board, committer } = this.#parts
    const save = async () => {
      await committer.ready()
      if (isClosed(this.#account)) return
      const nowMs = board.newestTimeMs()
      if (nowMs !== null) this.#value(nowMs, { withFunding: true })
      const commit = { accountId: this.#account.id, books: this.#books.save(this.#books.ledger, board.quotes) }
      await committer.commit(commit, () => {})
    }
    return this.#turns.take(save).catch((error: unknown) => this.#failed(error))
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
    const samples = this.#value(nowMs, { withFunding: !isHeld && this.#isFundingDue(nowMs) })
    if (this.#turns.isBusy || this.#isQuiet) return
    if (committer.isInDoubt) return this.#try(() => committer.ready())
    const seen = this.#newStep(nowMs)
    doDueWork(seen, board, books.totals)
    if (seen.isEmpty && samples === 0) return
    const step = this.#fundedStep(nowMs)
    doDueWork(step, board, books.totals)
    this.#try(() => this.#commit(step, {}))
  }

  /** A step of books that have all funding up to its time. */
  #fundedStep(nowMs: UnixMs): Step {
    this.#value(nowMs, { withFunding: true })
    return this.#newStep(nowMs)
  }

  /** Once every interval, not all accounts in the same tick. */
  #isFundingDue(nowMs: UnixMs): boolean {
    const { fundedAtMs } = this.books
    const intervalOf = (timeMs: UnixMs) => Math.floor((timeMs + this.#fundingPhaseMs) / fundingIntervalMs)
    return fundedAtMs === null || nowMs < fundedAtMs || intervalOf(nowMs) !== intervalOf(fundedAtMs)
  }

  /** Something of the engine's own. */
  #try(work: () => Promise<void>): void {
    this.#turns.take(work).catch((error: unknown) => this.#failed(error))
  }

  #failed(error: unknown): void {
    if (this.#isQuiet) return
    const { now, onFailure } = this.#parts
    this.#failedAtMs = now()
    onFailure(error)
  }

  get #isQuiet(): boolean {
    const sinceMs = this.#parts.now() - this.#failedAtMs
    return sinceMs >= 0 && sinceMs < quietMs
  }

  /**
   * Between the making of a step and its commit nothing may change the ledger that the step was made from, so funding
   * waits for the commit; it loses no time by that.
   */
  #value(nowMs: UnixMs, { withFunding }: { readonly withFunding: boolean }): number {
    const { board } = this.#parts
    const books = this.#books
    return this.#show(withFunding ? books.mark(nowMs, board.quotes, board.liveMs) : books.value(nowMs, board.quotes))
  }

  /** Answers how many samples settled. */
  #show(samples: readonly EquityPoint[]): number {
    if (samples.length > 0) this.#parts.onSamples(samples)
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

  async #commit(step: Step, extras: CommitExtras): Promise<void> {
    const { board, committer } = this.#parts
    const records = {
      decisions: step.decisions,
      scores: step.scores,
      orders: step.orders,
      orderEvents: step.orderEvents,
      fills: step.fills,
      closedTrades: step.closedTrades,
    }
    const { books, samples } = this.#booksAfter(step)
    const saved = books.save(step.ledger, board.quotes)
    const account = step.account && { account: step.account }
    const commit = { accountId: this.#account.id, ...account, ...records, books: saved, ...extras }
    await committer.commit(commit, () => {
      this.#account = step.account ?? this.#account
      this.#books = books
      this.#take(step, samples)
    })
  }

  /** The same books, or fresh ones, which begin with a sample of now. */
  #booksAfter({ depositUsd }: Step): { readonly books: Books; readonly samples: readonly EquityPoint[] } {
    const { board, sampleIntervalMs } = this.#parts
    if (depositUsd === null) return { books: this.#books, samples: [] }
    const books = Books.open(depositUsd, sampleIntervalMs)
    const nowMs = board.newestTimeMs()
    return { books, samples: nowMs === null ? [] : books.mark(nowMs, board.quotes, board.liveMs) }
  }

  #take(step: Step, samples: readonly EquityPoint[]): void {
    const { board } = this.#parts
    this.#taken.takeOver(step.start.taken)
    for (const order of step.orders) {
      if (order.status === 'OPEN') this.#openOrders.set(order.id, order)
      else this.#openOrders.delete(order.id)
    }
    this.#show([...samples, ...this.#books.replace(step.ledger, board.quotes)])
  }

  #moment() {
    const { board, sampleIntervalMs } = this.#parts
    const books = this.#books
    return { header: this.#headerOf(books.ledger.positions), books, quotes: board.quotes, sampleIntervalMs }
  }

  #openOrdersView() {
    const orders = [...this.#openOrders.values()].reverse()
    return { ...this.#headerOf(orders), orders }
  }

  #headerOf(held: readonly { readonly symbol: string }[]) {
    const { id: accountId, source } = this.#account
    return { accountId, asOf: this.#books.markedAtMs, source, freshness: this.#freshnessOf(held) }
  }

  /** LIVE while the quote of each is, with all that values it; of none, while any market is. Not when closed. */
  #freshnessOf(held: readonly { readonly symbol: string }[]): Freshness {
    const { board } = this.#parts
    if (isClosed(this.#account) || this.#books.markedAtMs === null) return 'STALE'
    if (held.length === 0) return board.isLive() ? 'LIVE' : 'STALE'
    return held.every(({ symbol }) => isPriced(board.quotes.get(symbol))) ? 'LIVE' : 'STALE'
  }
}

/** Somewhere in the funding interval, the same for the same account. */
function phaseOf(accountId: string): number {
  let hash = 0
  for (const character of accountId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % fundingIntervalMs
  return hash
}
