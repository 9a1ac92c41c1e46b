import { chainKey, type EventBus } from '../../bus/event-bus.js'
import type { AccountSet } from '../../domain/account-set.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import type { Asker } from '../../lib/asker.js'
import type { AccountVersions } from '../../storage/account-versions.js'
import type { EquityStore } from '../../storage/equity-store.js'
import { LiveAccountList } from '../account-list.js'
import type { AccountReader } from '../account-reader.js'
import { HeldExpiries } from '../board/held-expiries.js'
import { QuoteBoard } from '../board/quote-board.js'
import { DeskReader, rankingNow, type AccountReaderParts } from '../desk-reader.js'
import { LiveLeaderboards } from '../live-leaderboards.js'
import { PublishedAccount } from '../published/published-account.js'
import { Visibility, type AccountVisibility } from '../visibility.js'
import { boardBus } from './board-bus.js'
import { PastAccounts } from './past-accounts.js'
import { PastPaperAccount } from './past-paper.js'
import { PastVisibility } from './past-visibility.js'
import { readWindow } from './read-window.js'
import { restoreAccounts, type PastRoom } from './restore-accounts.js'
import { TakeOver } from './take-over.js'

export interface PastDeskParts extends Pick<PastRoom, 'source' | 'sampleIntervalMs' | 'log'> {
  readonly versions: AccountVersions
  readonly equity: EquityStore
  /** Who sees which account at present. */
  readonly visibility: AccountVisibility
  /** The ids of all accounts of the present, in their order. */
  readonly order: () => readonly string[]
}

export interface PastDeskOptions {
  /** The bus of the market that is played. */
  readonly bus: EventBus
  /** The clock of that market. */
  readonly now: () => UnixMs
  /** Where what is valued says that it comes from. Null: where it came from then. */
  readonly playedAs: DataSource | null
}

const lookIntervalMs = 1_000
/** A quote, and the contract that it was made of. */
const quoteBytes = 1_500

/**
 * Accounts as they were, valued by a market that is played. Books, views, ranking and visibility are those of the desk. Nothing
 * new happens: no engine, no agents, no commits.
 */
export class PastDesk implements AsyncDisposable {
  /** Publish the played market on it. The accounts hear it at once, and then the readers. */
  readonly bus: EventBus
  readonly #parts: PastDeskParts
  readonly #room: PastRoom
  readonly #takeOver: TakeOver
  readonly #readerParts: AccountReaderParts
  readonly #leaderboards: LiveLeaderboards
  readonly #stop = new AbortController()
  readonly #counting: Promise<void>
  readonly #neededChains = new Set<string>()
  readonly #held = new HeldExpiries((currency, expiryMs) => this.#needChain(chainKey(currency, expiryMs)))
  #board = new QuoteBoard()
  #heardMs: UnixMs = -Infinity
  #restoredBytes = 0
  #readUntilMs: UnixMs = -Infinity
  #lookedAtMs: UnixMs = -Infinity

  constructor(parts: PastDeskParts, { bus, now, playedAs }: PastDeskOptions) {
    const board = () => this.#board
    const accounts = new PastAccounts(parts.order)
    const needsChain = (key: string) => this.#neededChains.has(key)
    this.bus = boardBus(bus, { board, needsChain, onHeard: () => this.hear() })
    this.#parts = parts
    const then = new Visibility(accounts)
    const heardMs = () => this.#heardMs
    this.#room = { ...parts, accounts, visibility: then, bus: this.bus, board, heardMs, now, playedAs }
    this.#takeOver = new TakeOver(this.#room)
    const visibility = new PastVisibility(parts.visibility, then)
    const list = new LiveAccountList(accounts, ({ id }) => visibility.sees([], id))
    const leaderboards = new LiveLeaderboards(this.bus, () => rankingNow({ accounts, visibility }))
    // The market of the past may stand still meanwhile.
    parts.visibility.onWithdrawal(() => leaderboards.look(), this.#stop.signal)
    const recordsFor = (asker?: Asker) => parts.versions.recordsAt(now(), asker)
    const { equity } = parts
    this.#leaderboards = leaderboards
    this.#readerParts = { accounts, list, leaderboards, recordsFor, equity, bus: this.bus, visibility, pastMs: now }
    this.#counting = list.follow(this.bus, this.#stop.signal)
  }

  /**
   * Goes to a time: the accounts are those that there were then, as they were kept last. Answers from when on the market has to be
   * played, with a `mark` for each change, until they are valued as they were. Only those of a set are valued; left out: all. Of the
   * others nothing can be read but who they were, and the records. Rejects as reads of the store do.
   */
  async goTo(atMs: UnixMs, valued: AccountSet = 'ALL', asker?: Asker): Promise<UnixMs> {
    const stored = await this.#parts.versions.at(atMs, valued, asker)
    this.#board = new QuoteBoard()
    this.#heardMs = -Infinity
    this.#room.accounts.clear()
    this.#takeOver.begin(stored.accounts.flatMap(({ openOrders }) => openOrders))
    this.#readUntilMs = atMs
    this.#lookedAtMs = -Infinity
    const { playFromMs, bytes } = await restoreAccounts(this.#room, stored, { atMs, valued })
    this.#restoredBytes = bytes
    this.#lookAtHeld()
    return playFromMs
  }

  /** About how much memory it takes. */
  get bytes(): number {
    return this.#restoredBytes + quoteBytes * this.#board.quotes.size
  }

  /**
   * Reads what accounts did after the time that was gone to, or advanced to, until another one. `mark` takes it over and tells it
   * when the clock comes to it. Rejects as reads of the store do, and may then be called again.
   */
  async advance(untilMs: UnixMs, asker?: Asker): Promise<void> {
    if (untilMs <= this.#readUntilMs) return
    const afterMs = this.#readUntilMs
    const window = await readWindow(this.#parts.versions, { afterMs, untilMs }, asker)
    this.#takeOver.expect(window)
    this.#lookAtHeld()
    this.#readUntilMs = untilMs
  }

  /** The market said something, also where no chain is made of it that the accounts need. */
  hear(): void {
    this.#heardMs = this.#room.now()
  }

  /** Whether options are held, or soon are: only with their quotes the accounts have their values. */
  get needsOptions(): boolean {
    return this.#neededChains.size > 0
  }

  /** Values the accounts. To be called when all that the market said at one time is published. */
  mark(): void {
    const nowMs = this.#room.now()
    if (this.#takeOver.until(nowMs)) this.#lookAtHeld()
    for (const account of this.#room.accounts.all()) if (account instanceof PastPaperAccount) account.mark()
    if (nowMs < this.#lookedAtMs + lookIntervalMs) return
    this.#lookedAtMs = nowMs
    for (const account of this.#room.accounts.all()) if (account instanceof PublishedAccount) account.age()
    this.#leaderboards.look()
  }

  /** The accounts as somebody sees them who may read these private ones; `asker` as for the desk. */
  accountsFor(readable: AccountSet, asker?: Asker): AccountReader {
    return new DeskReader(this.#readerParts, readable, asker)
  }

  #lookAtHeld(): void {
    const accounts = [...this.#room.accounts.all()]
    this.#held.follow(accounts.flatMap((one) => (one instanceof PastPaperAccount ? one.symbols() : [])))
  }

  #needChain(key: string): Disposable {
    this.#neededChains.add(key)
    return { [Symbol.dispose]: () => void this.#neededChains.delete(key) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    await this.#counting
  }
}
