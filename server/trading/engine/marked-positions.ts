import type { InstrumentState } from '../../domain/instrument.js'
import type { PositionGreeks } from '../../domain/position.js'
import type { Quote } from '../../domain/quote.js'
import { tradedInstrument } from './instrument-rules.js'
import { direction, type Ledger, type OpenPosition } from './ledger.js'
import { initialMarginUsd, perpetualMaintenanceRate, valuedAtUsd } from './margin.js'
import { notionalUsd } from './notional.js'
import { positionGreeks } from './position-greeks.js'
import { totalsAt, type Quotes, type Totals } from './valuation.js'

/** A position at its mark price, in USD. What depends on a mark price not yet known is null. */
export interface MarkedPosition {
  readonly position: OpenPosition
  /** Of its instrument; null where nobody says. */
  readonly state: InstrumentState | null
  readonly markPriceUsd: number | null
  /** The newest mark price is doubted or unknown, and `markPriceUsd` the last one believed. */
  readonly markDoubted: boolean
  /** The contracts of an inverse perpetual, which need no mark price; quantity × mark of anything else. */
  readonly notionalUsd: number | null
  readonly pnlUsd: number | null
  /** Initial margin; at the entry price while there is no mark. */
  readonly marginUsd: number
  /** Of a perpetual; null for options, and when no positive price liquidates. */
  readonly liquidationPriceUsd: number | null
  readonly greeks: PositionGreeks | null
}

/** The open positions at the newest quotes, by symbol. */
export function markedPositions(ledger: Ledger, quotes: Quotes): readonly MarkedPosition[] {
  const totals = totalsAt(ledger, quotes)
  return ledger.positions.map((position) => markPosition(position, quotes.get(position.symbol), totals))
}

function markPosition(position: OpenPosition, quote: Quote | undefined, totals: Totals): MarkedPosition {
  const { side, quantityCoin, entryPriceUsd } = position
  const markPriceUsd = quote?.lastMarkPriceUsd ?? null
  const pnlUsd = markPriceUsd === null ? null : direction(side) * quantityCoin * (markPriceUsd - entryPriceUsd)
  return {
    position,
    state: quote?.state ?? null,
    markPriceUsd,
    markDoubted: markPriceUsd !== null && quote?.markPriceUsd === null,
    notionalUsd: knownNotionalUsd(position, markPriceUsd),
    pnlUsd,
    marginUsd: initialMarginUsd(position, quote),
    liquidationPriceUsd: liquidationPriceUsd(position, valuedAtUsd(position, quote), totals),
    greeks: positionGreeks(position, quote),
  }
}

function knownNotionalUsd(position: OpenPosition, markPriceUsd: number | null): number | null {
  const { kind, settlement } = tradedInstrument(position.symbol)
  if (markPriceUsd === null && !(kind === 'PERPETUAL' && settlement === 'INVERSE')) return null
  return notionalUsd(position, markPriceUsd ?? position.entryPriceUsd)
}

/**
 * With everything else as it is, account value and maintenance margin are straight lines in this mark price x:
 * value(x) = V + side × quantity × (x − mark) and margin(x) = M + rate × quantity × (x − mark). The margin of an inverse
 * perpetual is the same at every x, because its contracts do not change. The lines meet at
 * x = mark + (M − V) / (quantity × (side − rate)), with a rate of 0 for an inverse perpetual.
 */
function liquidationPriceUsd(position: OpenPosition, priceUsd: number, totals: Totals): number | null {
  const { kind, settlement } = tradedInstrument(position.symbol)
  if (kind === 'OPTION') return null
  const marginRate = settlement === 'INVERSE' ? 0 : perpetualMaintenanceRate
  const slope = position.quantityCoin * (direction(position.side) - marginRate)
  const meetingUsd = priceUsd + (totals.maintenanceMarginUsd - totals.accountValueUsd) / slope
  return meetingUsd > 0 ? meetingUsd : null
}
