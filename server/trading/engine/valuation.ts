import { perpetualMaintenanceRate } from './deribit-rules.js'
import type { Ledger, OpenPosition } from './ledger.js'
import { cashUsd, direction } from './ledger.js'

/** The newest mark price of each symbol, in USD. */
export type Marks = ReadonlyMap<string, number>

/** A position at its mark price. What depends on a mark price not yet known is null. */
export interface MarkedPosition {
  readonly position: OpenPosition
  readonly markPriceUsd: number | null
  readonly notionalUsd: number | null
  readonly pnlUsd: number | null
  /** Initial margin: notional at entry over leverage. */
  readonly marginUsd: number
  readonly liquidationPriceUsd: number | null
}

/** What the books are worth at given mark prices, in USD. */
export interface Valuation {
  readonly cashUsd: number
  readonly unrealizedPnlUsd: number
  readonly accountValueUsd: number
  readonly marginUsedUsd: number
  /** Never below 0. */
  readonly marginAvailableUsd: number
  readonly maintenanceMarginUsd: number
  readonly positions: readonly MarkedPosition[]
}

type Marked = Omit<MarkedPosition, 'liquidationPriceUsd'>

/** Values the books. A position without a mark price counts at its entry price until one is known. */
export function valueAt(ledger: Ledger, marks: Marks): Valuation {
  const marked = ledger.positions.map((position) => markPosition(position, marks.get(position.symbol) ?? null))
  const cash = cashUsd(ledger)
  const unrealizedPnlUsd = sum(marked, ({ pnlUsd }) => pnlUsd ?? 0)
  const accountValueUsd = cash + unrealizedPnlUsd
  const marginUsedUsd = sum(marked, ({ marginUsd }) => marginUsd)
  const maintenanceMarginUsd = sum(marked, maintenanceMargin)
  const total = { accountValueUsd, maintenanceMarginUsd }
  return {
    ...total,
    cashUsd: cash,
    unrealizedPnlUsd,
    marginUsedUsd,
    marginAvailableUsd: Math.max(accountValueUsd - marginUsedUsd, 0),
    positions: marked.map((one) => ({ ...one, liquidationPriceUsd: liquidationPrice(one, total) })),
  }
}

function markPosition(position: OpenPosition, markPriceUsd: number | null): Marked {
  const { side, quantityCoin, entryPriceUsd, leverage } = position
  const marginUsd = (quantityCoin * entryPriceUsd) / leverage
  if (markPriceUsd === null) return { position, markPriceUsd, notionalUsd: null, pnlUsd: null, marginUsd }
  const pnlUsd = direction(side) * quantityCoin * (markPriceUsd - entryPriceUsd)
  return { position, markPriceUsd, notionalUsd: quantityCoin * markPriceUsd, pnlUsd, marginUsd }
}

function maintenanceMargin({ notionalUsd, position }: Marked): number {
  return perpetualMaintenanceRate * (notionalUsd ?? position.quantityCoin * position.entryPriceUsd)
}

/**
 * With everything else as it is, account value and maintenance margin are straight lines in this mark price x:
 * value(x) = V + side × quantity × (x − mark) and margin(x) = M + rate × quantity × (x − mark). They meet at
 * x = mark + (M − V) / (quantity × (side − rate)).
 */
function liquidationPrice(
  marked: Marked,
  total: Pick<Valuation, 'accountValueUsd' | 'maintenanceMarginUsd'>,
): number | null {
  const { side, quantityCoin, entryPriceUsd } = marked.position
  const slope = quantityCoin * (direction(side) - perpetualMaintenanceRate)
  const markPriceUsd = marked.markPriceUsd ?? entryPriceUsd
  const priceUsd = markPriceUsd + (total.maintenanceMarginUsd - total.accountValueUsd) / slope
  return priceUsd > 0 ? priceUsd : null
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0)
}
