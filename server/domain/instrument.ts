import type { DataSource, Freshness } from './source.js'
import type { Fraction, UnixMs } from './units.js'

export type OptionKind = 'CALL' | 'PUT'

/** Smallest price step, and the larger steps that hold above given prices (ascending). */
export interface TickSize {
  readonly base: number
  readonly steps: readonly { readonly above: number; readonly tick: number }[]
}

/** The step that holds at a price. */
export function tickAt({ base, steps }: TickSize, price: number): number {
  return steps.findLast(({ above }) => price > above)?.tick ?? base
}

/** What an option's name says of it. `symbol` is the exchange's instrument name. */
export interface OptionInstrument {
  readonly symbol: string
  readonly currency: string
  readonly optionKind: OptionKind
  readonly strikeUsd: number
  readonly expiryMs: UnixMs
  /** Inverse options quote their premium in the coin, linear ones in USD. */
  readonly premiumUnit: 'COIN' | 'USD'
}

/**
 * Trading goes on in OPEN alone; it comes back from LOCKED, HALTED and SETTLEMENT, not from CLOSED. Null where nobody
 * says, and then it is taken to go on.
 */
export type InstrumentState = 'CREATED' | 'OPEN' | 'LOCKED' | 'HALTED' | 'SETTLEMENT' | 'CLOSED'

/** The state as it works out: what is priced by a locked index is locked. */
export function stateUnder(indexLocked: boolean, state: InstrumentState | null): InstrumentState | null {
  return indexLocked && isTrading(state) ? 'LOCKED' : state
}

export function isTrading(state: InstrumentState | null): boolean {
  return state === null || state === 'OPEN'
}

/** What the exchange's listing says of an instrument. Null is not told. */
export interface InstrumentFacts {
  /** In the unit of the instrument's prices. */
  readonly tickSize: TickSize | null
  /** Unit of amounts and sizes: USD of an inverse perpetual, the coin of everything else. */
  readonly amountUnit: 'COIN' | 'USD'
  /** Amounts are multiples of it. */
  readonly lotSize: number | null
  /** The smallest amount of an order. */
  readonly minOrderSize: number | null
  readonly contractSize: number | null
  /** Of the notional of a perpetual, of the underlying per coin of an option; below 0 it is paid to the maker. */
  readonly makerCommission: Fraction | null
  readonly takerCommission: Fraction | null
  readonly state: InstrumentState | null
}

export interface ListedOption extends OptionInstrument, InstrumentFacts {
  readonly kind: 'OPTION'
}

/** A perpetual is quoted in USD. */
export interface ListedPerpetual extends InstrumentFacts {
  readonly kind: 'PERPETUAL'
  readonly symbol: string
  readonly currency: string
}

export type ListedInstrument = ListedOption | ListedPerpetual

/** All that is listed of a currency. */
export interface CurrencyInstruments {
  readonly currency: string
  /** Of the newest listing or state; null before the first. */
  readonly asOf: UnixMs | null
  readonly source: DataSource
  readonly freshness: Freshness
  /** By symbol: perpetuals first, then options by expiry and strike. What is priced by a locked index is locked. */
  readonly instruments: ReadonlyMap<string, ListedInstrument>
}

export function isOption(instrument: ListedInstrument): instrument is ListedOption {
  return instrument.kind === 'OPTION'
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `25DEC26` for 2026-12-25T08:00Z: day without leading zero, English month, two-digit year. */
export function expiryLabel(expiryMs: UnixMs): string {
  const date = new Date(expiryMs)
  const year = String(date.getUTCFullYear() % 100).padStart(2, '0')
  return `${date.getUTCDate()}${months[date.getUTCMonth()]}${year}`
}

/** The instant a label stands for, 08:00 UTC of its day; null when it is not a label of a real day. */
export function parseExpiryLabel(label: string): UnixMs | null {
  const match = /^(\d{1,2})([A-Z]{3})(\d{2})$/.exec(label)
  if (!match) return null
  const month = months.indexOf(match[2] ?? '')
  const expiryMs = Date.UTC(2000 + Number(match[3]), month, Number(match[1]), 8)
  return month >= 0 && expiryLabel(expiryMs) === label ? expiryMs : null
}
