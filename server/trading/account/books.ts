import type { EquityPoint } from '../../domain/performance.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import { applyFundings } from '../engine/apply-funding.js'
import { instrumentOf } from '../engine/instrument-rules.js'
import { openLedger, type Ledger } from '../engine/ledger.js'
import { totalsAt, type Quotes, type Totals } from '../engine/valuation.js'
import { followDrawdown, startDrawdown, type Drawdown } from '../performance/drawdown.js'
import { EquityCurve, type EquityCurveState } from '../performance/equity-curve.js'
import { followTimeFlat, noTimeFlat, type TimeFlat } from '../performance/time-flat.js'
import { marksOf, quotesOfMarks } from './last-marks.js'
import type { SavedBooks } from './saved-books.js'

/** How much market time passed while a perpetual was heard, by symbol, as `QuoteBoard.liveMs` counts it. */
type LiveMs = ReadonlyMap<string, number>

/** The books of one account, and what is measured of them from mark to mark. */
export class Books {
  readonly #curve: EquityCurve
  readonly #sampleIntervalMs: number
  readonly #start: Start
  #ledger: Ledger
  #drawdown: Drawdown
  #timeFlat: TimeFlat
  #firstMarkMs: UnixMs | null
  #markedAtMs: UnixMs | null = null
  #fundedAtMs: UnixMs | null = null
  /** What `liveMs` was when funding accrued last. */
  #fundedLiveMs: LiveMs = new Map()
  #totals: Totals
  /** What its positions were marked at before the restart, as STALE quotes. */
  readonly lastQuotes: Quotes

  private constructor(sampleIntervalMs: number, start: Start) {
    const { ledger, drawdown, curve, timeFlat, firstMarkMs, lastQuotes } = start
    this.#sampleIntervalMs = sampleIntervalMs
    this.#start = start
    this.#curve = new EquityCurve(sampleIntervalMs, curve)
    this.#ledger = ledger
    this.#drawdown = drawdown
    this.#timeFlat = timeFlat
    this.#firstMarkMs = firstMarkMs
    this.lastQuotes = lastQuotes
    this.#totals = totalsAt(ledger, lastQuotes)
  }

  static open(depositUsd: number, sampleIntervalMs: number): Books {
    const ledger = openLedger(depositUsd)
    const fresh = { drawdown: startDrawdown(depositUsd), curve: null, timeFlat: noTimeFlat, firstMarkMs: null }
    return new Books(sampleIntervalMs, { ledger, ...fresh, lastQuotes: new Map() })
  }

  /** Goes on from what `save` wrote. Time in which nothing was heard accrues no funding. */
  static restore({ marks, ...books }: SavedBooks, sampleIntervalMs: number, source: DataSource): Books {
    return new Books(sampleIntervalMs, { ...books, lastQuotes: quotesOfMarks(marks, source) })
  }

  /** New books in the state in which these began or were restored. */
  asKept(): Books {
    return new Books(this.#sampleIntervalMs, this.#start)
  }

  /** The books with this ledger, valued at these quotes, as they are to be stored. These books do not change. */
  save(ledger: Ledger, quotes: Quotes): SavedBooks {
    return {
      ledger,
      drawdown: followDrawdown(this.#drawdown, totalsAt(ledger, quotes).accountValueUsd),
      curve: this.#curve.state(),
      timeFlat: this.#timeFlat,
      firstMarkMs: this.#firstMarkMs,
      marks: marksOf(ledger, quotes),
    }
  }

  get ledger(): Ledger {
    return this.#ledger
  }

  /** What the books were worth at the last mark. */
  get totals(): Totals {
    return this.#totals
  }

  get drawdown(): Drawdown {
    return this.#drawdown
  }

  get returns() {
    return this.#curve.returns
  }

  get timeFlat(): TimeFlat {
    return this.#timeFlat
  }

  /** Market time of the first mark; null before it. */
  get firstMarkMs(): UnixMs | null {
    return this.#firstMarkMs
  }

  /** Market time up to which funding has accrued since the start; null before the first mark. */
  get fundedAtMs(): UnixMs | null {
    return this.#fundedAtMs
  }

  /** Market time of the last mark, also of one before the start; null before the first. */
  get lastMarkMs(): UnixMs | null {
    return this.#markedAtMs ?? this.#curve.state().lastMark?.timeMs ?? null
  }

  /** The last sample of its value that is settled; null before the first. */
  get lastSampleMs(): UnixMs | null {
    return this.#curve.state().lastSample?.timeMs ?? null
  }

  /** Market time of the last mark since the start; null before it. */
  get markedAtMs(): UnixMs | null {
    return this.#markedAtMs
  }

  /**
   * Values the books at a market time, after funding for the time that was heard since the last mark. Answers the samples of
   * account value that this settles.
   */
  mark(nowMs: UnixMs, quotes: Quotes, liveMs: LiveMs): readonly EquityPoint[] {
    this.#accrueFunding(quotes, liveMs)
    this.#fundedAtMs = nowMs
    return this.value(nowMs, quotes)
  }

  /** As `mark`, but funding waits for the next `mark`. */
  value(nowMs: UnixMs, quotes: Quotes): readonly EquityPoint[] {
    this.#markedAtMs = nowMs
    this.#firstMarkMs = Math.min(this.#firstMarkMs ?? nowMs, nowMs)
    return this.#measure(quotes)
  }

  /** Takes over the ledger after a step. */
  replace(ledger: Ledger, quotes: Quotes): readonly EquityPoint[] {
    this.#ledger = ledger
    return this.#measure(quotes)
  }

  #measure(quotes: Quotes): readonly EquityPoint[] {
    this.#totals = totalsAt(this.#ledger, quotes)
    const { accountValueUsd } = this.#totals
    this.#drawdown = followDrawdown(this.#drawdown, accountValueUsd)
    if (this.#markedAtMs === null) return []
    this.#timeFlat = followTimeFlat(this.#timeFlat, this.#markedAtMs, this.#ledger.positions.length === 0)
    return this.#curve.observe(this.#markedAtMs, accountValueUsd)
  }

  /**
   * Funding at the last rate and mark price, for the part of the time since the last mark in which the market was heard. So
   * nobody pays for an outage when it is over.
   */
  #accrueFunding(quotes: Quotes, liveMs: LiveMs): void {
    this.#ledger = applyFundings(this.#ledger, (symbol) => {
      if (instrumentOf(symbol)?.kind !== 'PERPETUAL') return null
      const quote = quotes.get(symbol)
      const heardMs = liveMs.get(symbol)
      if (!quote || quote.lastMarkPriceUsd === null || heardMs === undefined) return null
      const { lastMarkPriceUsd: markPriceUsd, fundingRate8h } = quote
      return { symbol, markPriceUsd, fundingRate8h, elapsedMs: heardMs - (this.#fundedLiveMs.get(symbol) ?? heardMs) }
    })
    this.#fundedLiveMs = new Map(liveMs)
  }
}

type Start = Omit<SavedBooks, 'curve' | 'marks'> & {
  readonly curve: EquityCurveState | null
  readonly lastQuotes: Quotes
}
