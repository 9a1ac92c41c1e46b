import type { Account } from '../../domain/account.js'
import type { FigureDoubt } from '../../domain/performance.js'
import type {
  BelievedReturn,
  KeptPerformance,
  PublishedPerformance,
  PublishedPositions,
  PublishedSnapshot,
} from '../../domain/publication.js'
import type { Freshness } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import type { AccountParts } from '../account/account-parts.js'
import { LiveAccount } from '../account/live-account.js'
import { doubtsOf } from './figure-doubts.js'
import { positionDoubtsOf } from './position-doubts.js'
import { believedAtOpening, believedNow, isTooFast } from './return-growth.js'

/** How long published figures count as LIVE. */
export const publishedLiveMs = 300_000

export interface PublishedBefore {
  readonly positions: PublishedPositions | null
  readonly performance: KeptPerformance | null
  /** When each was published, by our clock. Left out: before the server started. */
  readonly positionsAtMs?: UnixMs | null
  readonly performanceAtMs?: UnixMs | null
}

const nothing: PublishedBefore = { positions: null, performance: null }

/** An account whose owner keeps its books: it shows what the owner published, and computes no figures. */
export class PublishedAccount {
  readonly live: LiveAccount
  readonly #now: () => UnixMs
  #account: Account
  #positions: PublishedPositions | null
  #performance: KeptPerformance | null
  /** When each kind was published last since the server started. A published decision does not change these times. */
  #positionsAtMs: UnixMs | null
  #performanceAtMs: UnixMs | null
  /** The doubts that do not depend on the time. */
  #lastingDoubts: readonly FigureDoubt[]
  #shownAs = ''

  constructor({ bus, now }: Pick<AccountParts, 'bus' | 'now'>, account: Account, before: PublishedBefore = nothing) {
    this.#account = account
    this.#positions = before.positions
    this.#performance = before.performance
    this.#positionsAtMs = before.positionsAtMs ?? null
    this.#performanceAtMs = before.performanceAtMs ?? null
    this.#lastingDoubts = lastingDoubts(before)
    this.#now = now
    this.live = new LiveAccount(bus, account.id, {
      performance: () => this.#performanceView(),
      positions: () => this.#positionsView(),
      portfolio: () => this.#portfolioView(),
      // Nobody says anything of its orders.
      openOrders: () => ({ ...this.#header(null, null), orders: [] }),
    })
  }

  get account(): Account {
    return this.#account
  }

  /** Changes what is said of the account, such as its visibility. The published figures stay. */
  become(account: Account): void {
    this.#account = account
  }

  /** Times of what was published last. */
  get newest(): { readonly positions: UnixMs | null; readonly performance: UnixMs | null } {
    return { positions: this.#positions?.asOf ?? null, performance: this.#performance?.asOf ?? null }
  }

  /** The return by which it is ranked. Null while it is unknown, or has a doubt other than `RETURN_UNCONFIRMED`. */
  get totalReturnPct(): number | null {
    return this.#doubts().every((doubt) => doubt === 'RETURN_UNCONFIRMED') ? this.#publishedPct : null
  }

  /** Whether it is ranked behind all accounts whose return is confirmed. */
  get isUnconfirmed(): boolean {
    return this.#doubts().includes('RETURN_UNCONFIRMED')
  }

  #doubts(): readonly FigureDoubt[] {
    if (!isTooFast(this.#believed, this.#publishedPct, this.#now())) return this.#lastingDoubts
    return [...this.#lastingDoubts, 'RETURN_TOO_FAST']
  }

  get #publishedPct(): number | null {
    return this.#performance?.figures.totalReturnPct ?? null
  }

  get #believed(): BelievedReturn {
    return this.#performance?.believed ?? believedAtOpening(this.#account.openedAtMs)
  }

  /** What is kept of a performance that its owner publishes now. */
  kept(said: PublishedPerformance): KeptPerformance {
    const nowMs = this.#now()
    const before = believedNow(this.#believed, this.#publishedPct ?? this.#believed.returnPct, nowMs)
    return { ...said, believed: believedNow(before, said.figures.totalReturnPct, nowMs) }
  }

  /** Takes the state of another time, in a market that is played. */
  restore(account: Account, before: PublishedBefore): void {
    this.#account = account
    this.#positions = before.positions
    this.#performance = before.performance
    this.#positionsAtMs = before.positionsAtMs ?? null
    this.#performanceAtMs = before.performanceAtMs ?? null
    this.#lastingDoubts = lastingDoubts(before)
    this.#show()
  }

  /** Takes the state after a start of the server, in a market that is played: when its figures were published is not known then. */
  reopen(): void {
    this.#positionsAtMs = null
    this.#performanceAtMs = null
    this.#show()
  }

  /** Takes over what was published, and the account as it is from then on. */
  take({ kind, body }: PublishedSnapshot, account: Account): void {
    this.#account = account
    if (kind === 'POSITIONS') {
      this.#positions = body
      this.#positionsAtMs = this.#now()
    } else {
      this.#performance = body
      this.#performanceAtMs = this.#now()
    }
    this.#lastingDoubts = lastingDoubts({ positions: this.#positions, performance: this.#performance })
    this.#show()
  }

  /** Shows the account anew when time alone has changed it: its figures became stale, or its return believed. */
  age(): void {
    if (this.#look() !== this.#shownAs) this.#show()
  }

  #show(): void {
    this.#shownAs = this.#look()
    this.live.touch()
  }

  /** The part of its views that time alone changes, as a text to compare. */
  #look(): string {
    return [this.#since(this.#positionsAtMs), this.#since(this.#performanceAtMs), ...this.#doubts()].join(' ')
  }

  #since(heardAtMs: UnixMs | null): Freshness {
    return heardAtMs !== null && this.#now() - heardAtMs <= publishedLiveMs ? 'LIVE' : 'STALE'
  }

  #header(asOf: UnixMs | null | undefined, heardAtMs: UnixMs | null) {
    const source = 'PUBLISHED' as const
    return { accountId: this.#account.id, asOf: asOf ?? null, source, freshness: this.#since(heardAtMs) }
  }

  #positionsView() {
    const { asOf, positions = [] } = this.#positions ?? {}
    return { ...this.#header(asOf, this.#positionsAtMs), positions }
  }

  #performanceView() {
    return {
      ...this.#header(this.#performance?.asOf, this.#performanceAtMs),
      ...(this.#performance?.figures ?? unsaid),
      ...notPublished,
      openPositions: this.#positions?.positions.length ?? null,
      doubts: this.#doubts(),
    }
  }

  #portfolioView() {
    const { accountValueUsd = null, cashUsd = null } = this.#performance?.figures ?? {}
    return {
      ...this.#header(this.#performance?.asOf, this.#performanceAtMs),
      totalValueUsd: accountValueUsd,
      cashUsd,
      totalDeltaUsd: null,
      totalGammaUsd: null,
      totalVegaUsd: null,
      totalThetaUsd: null,
      marginUsedUsd: null,
      marginAvailableUsd: null,
      maintenanceMarginUsd: null,
    }
  }
}

function lastingDoubts({ positions, performance }: PublishedBefore): readonly FigureDoubt[] {
  return [
    ...(performance ? doubtsOf(performance.figures) : []),
    ...(positions ? positionDoubtsOf(positions, performance) : []),
  ]
}

/** The figures of an account whose owner has published none. */
export const unsaid: PublishedPerformance['figures'] = {
  accountValueUsd: null,
  cashUsd: null,
  netDepositsUsd: null,
  totalReturnPct: null,
  realizedPnlUsd: null,
  unrealizedPnlUsd: null,
  feesUsd: null,
  fundingUsd: null,
  sharpe: null,
  sortino: null,
  maxDrawdownPct: null,
  currentDrawdownPct: null,
  winRatePct: null,
  profitFactor: null,
  trades: null,
}

const notPublished = {
  sampleIntervalSeconds: null,
  samples: null,
  samplesNeeded: null,
  cagrPct: null,
  calmar: null,
  expectancyUsd: null,
  averageWinUsd: null,
  averageLossUsd: null,
  exposurePct: null,
  timeFlatPct: null,
  feeSharePct: null,
  longTrades: null,
  shortTrades: null,
  calibration: null,
} as const
