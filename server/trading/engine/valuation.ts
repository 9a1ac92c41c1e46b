import type { Quote } from '../../domain/quote.js'
import type { UnixMs } from '../../domain/units.js'
import { tradedInstrument } from './instrument-rules.js'
import { cashUsd, direction, type Ledger } from './ledger.js'
import { initialMarginUsd, maintenanceMarginUsd, valuedAtUsd } from './margin.js'

/** The newest quote of each symbol. */
export type Quotes = ReadonlyMap<string, Quote>

/** What the books are worth and which margin they need, in USD, and when their first option expires. */
export interface Totals {
  readonly cashUsd: number
  readonly unrealizedPnlUsd: number
  readonly accountValueUsd: number
  readonly initialMarginUsd: number
  /** Account value less initial margin, never below 0. */
  readonly marginAvailableUsd: number
  readonly maintenanceMarginUsd: number
  /** When the first of the options held expires; null when none is. */
  readonly firstExpiryMs: UnixMs | null
}

/** Whether a quote is live and has all that values and margins a position: only then may the engine act on it. */
export function isPriced(quote: Quote | undefined): quote is Quote {
  return quote?.freshness === 'LIVE' && quote.markPriceUsd !== null && quote.underlyingPriceUsd !== null
}

/** Values the books at the mark prices. A position without one counts at its entry price until one is known. */
export function totalsAt(ledger: Ledger, quotes: Quotes): Totals {
  let unrealizedPnlUsd = 0
  let initialUsd = 0
  let maintenanceUsd = 0
  let firstExpiryMs = Infinity
  for (const position of ledger.positions) {
    const quote = quotes.get(position.symbol)
    const movedUsd = valuedAtUsd(position, quote) - position.entryPriceUsd
    unrealizedPnlUsd += direction(position.side) * position.quantityCoin * movedUsd
    const instrument = tradedInstrument(position.symbol)
    if (instrument.kind === 'OPTION') firstExpiryMs = Math.min(firstExpiryMs, instrument.option.expiryMs)
    initialUsd += initialMarginUsd(position, quote, instrument)
    maintenanceUsd += maintenanceMarginUsd(position, quote, instrument)
  }
  const cash = cashUsd(ledger)
  const accountValueUsd = cash + unrealizedPnlUsd
  return {
    cashUsd: cash,
    unrealizedPnlUsd,
    accountValueUsd,
    initialMarginUsd: initialUsd,
    marginAvailableUsd: Math.max(accountValueUsd - initialUsd, 0),
    maintenanceMarginUsd: maintenanceUsd,
    firstExpiryMs: firstExpiryMs === Infinity ? null : firstExpiryMs,
  }
}
