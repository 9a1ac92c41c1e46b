import type { UnixMs } from './units.js'

export type OptionKind = 'CALL' | 'PUT'

/** Smallest price step, and the larger steps that hold above given prices (ascending). */
export interface TickSize {
  readonly base: number
  readonly steps: readonly { readonly above: number; readonly tick: number }[]
}

/** A listed option. `symbol` is the exchange's instrument name. */
export interface OptionInstrument {
  readonly symbol: string
  readonly currency: string
  readonly optionKind: OptionKind
  readonly strikeUsd: number
  readonly expiryMs: UnixMs
  /** Inverse options quote their premium in the coin, linear ones in USD. */
  readonly premiumUnit: 'COIN' | 'USD'
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
