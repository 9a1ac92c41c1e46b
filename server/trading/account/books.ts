import type { MarketData } from '../../domain/market-data.js'
import type { EquityPoint } from '../../domain/performance.js'
import type { DataSource } from '../../domain/source.js'
import type { Fill } from '../engine/apply-fill.js'
import { applyFill } from '../engine/apply-fill.js'
import { applyFunding } from '../engine/apply-funding.js'
import type { MarkedBooks } from '../engine/execute-decision.js'
import type { Ledger } from '../engine/ledger.js'
import { openLedger } from '../engine/ledger.js'
import { valueAt } from '../engine/valuation.js'
import type { Drawdown } from '../performance/drawdown.js'
import { followDrawdown, startDrawdown } from '../performance/drawdown.js'
import { EquityCurve } from '../performance/equity-curve.js'
import type { AccountMoment } from './account-views.js'
import { equityPointView } from './account-views.js'

export interface BooksOptions {
  readonly accountId: string
  readonly source: DataSource
  readonly depositUsd: number
  readonly sampleIntervalMs: number
}

/** The books of one account together with the market that values them and what is measured on the way. */
export class AccountBooks {
  readonly #options: BooksOptions
  readonly #marks = new Map<string, number>()
  readonly #equity: EquityCurve
  #ledger: Ledger
  #drawdown: Drawdown
  #market: MarketData | null = null
  #asOf: number | null = null

  constructor(options: BooksOptions) {
    this.#options = options
    this.#equity = new EquityCurve(options.sampleIntervalMs)
    this.#ledger = openLedger(options.depositUsd)
    this.#drawdown = startDrawdown(options.depositUsd)
  }

  /** Values the account in the market as it is now. The last mark price stays while the market knows none. */
  mark(market: MarketData): void {
    this.#accrueFunding(market)
    const { perpetual } = market
    if (perpetual && perpetual.markPriceUsd !== null) this.#marks.set(perpetual.symbol, perpetual.markPriceUsd)
    this.#market = market
    this.#asOf = market.asOf ?? this.#asOf
    this.#measure()
  }

  apply(fill: Fill): void {
    this.#ledger = applyFill(this.#ledger, fill)
    this.#measure()
  }

  marked(): MarkedBooks {
    return { ledger: this.#ledger, marks: this.#marks }
  }

  moment(): AccountMoment {
    const { accountId, source, sampleIntervalMs } = this.#options
    const { source: heardSource = source, freshness = 'STALE' } = this.#market ?? {}
    return {
      header: { accountId, asOf: this.#asOf, source: heardSource, freshness },
      ledger: this.#ledger,
      valuation: valueAt(this.#ledger, this.#marks),
      drawdown: this.#drawdown,
      returns: this.#equity.returns,
      sampleIntervalMs,
    }
  }

  /** The newest samples of account value, oldest first. */
  equityCurve(points: number): readonly EquityPoint[] {
    return this.#equity.newest(points).map(equityPointView)
  }

  /** For the time since the market was last heard, at the mark price and the rate in force until now. */
  #accrueFunding(market: MarketData): void {
    const before = this.#market
    if (!before?.perpetual || before.asOf === null || market.asOf === null) return
    const { symbol, fundingRate8h } = before.perpetual
    const markPriceUsd = this.#marks.get(symbol)
    if (markPriceUsd === undefined) return
    const elapsedMs = market.asOf - before.asOf
    this.#ledger = applyFunding(this.#ledger, { symbol, markPriceUsd, fundingRate8h, elapsedMs })
  }

  #measure(): void {
    const { accountValueUsd } = valueAt(this.#ledger, this.#marks)
    if (this.#asOf !== null) this.#equity.observe(this.#asOf, accountValueUsd)
    this.#drawdown = followDrawdown(this.#drawdown, accountValueUsd)
  }
}
