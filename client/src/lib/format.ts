/** Shown for what is unknown, never a zero. */
export const DASH = '–'
const MINUS = '\u2212'

type Known = (value: number) => string
type Maybe = (value: number | null | undefined) => string

const known =
  (format: Known): Maybe =>
  (value) =>
    value === null || value === undefined || !Number.isFinite(value) ? DASH : format(value)

const formatters = new Map<number, Intl.NumberFormat>()
function formatterWith(decimals: number): Intl.NumberFormat {
  const cached = formatters.get(decimals)
  if (cached) return cached
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  formatters.set(decimals, made)
  return made
}

/** Thousands separators, a true minus, and no minus on a rounded zero. */
export function fixed(value: number, decimals: number): string {
  const text = formatterWith(decimals).format(Math.abs(value))
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text
}

export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** Decimals of the usual tick at a price: 0.5 for BTC, 0.05 for ETH. */
export const tickDecimals = (price: number) => (price >= 10_000 ? 1 : price >= 100 ? 2 : price >= 1 ? 3 : 5)

export const price: Maybe = known((value) => fixed(value, tickDecimals(Math.abs(value))))
export const strike: Maybe = known((value) => fixed(value, Number.isInteger(value) ? 0 : 2))
export const usd: Maybe = known((value) => fixed(value, 2))
export const wholeUsd: Maybe = known((value) => fixed(value, 0))
export const signedUsd: Maybe = known((value) => signed(value, 2))
/** Where a column is narrow: no cents from 10,000 on. */
export const briefUsd: Maybe = known((value) => signed(value, Math.abs(value) >= 10_000 ? 0 : 2))
export const coinPremium: Maybe = known((value) => fixed(value, 4))
/** At most six characters up to 99,999, so that a column holds it on a phone. */
export const usdPremium: Maybe = known((value) => {
  const size = Math.abs(value)
  return fixed(value, size >= 999.95 ? 0 : size >= 99.995 ? 1 : 2)
})
export const ratio: Maybe = known((value) => fixed(value, 2))
export const percent: Maybe = known((value) => `${fixed(value, 2)}%`)
export const signedPercent: Maybe = known((value) => `${signed(value, 2)}%`)

/** For distances, where two decimals say too much. */
export const shortPercent: Maybe = known((value) => `${signed(value, 1)}%`)

/** A volatility as percent with one decimal, without the sign: columns say it. */
export const iv: Maybe = known((value) => fixed(value * 100, 1))
/** A rate as a fraction, as percent with four decimals. */
export const rate: Maybe = known((value) => `${signed(value * 100, 4)}%`)

export const delta: Maybe = known((value) => fixed(value, 3))

/** As many decimals as the significant digits need, at most seven. */
export function significant(value: number, digits: number): string {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  return fixed(value, Math.min(7, Math.max(0, digits - 1 - magnitude)))
}
/** An exchange publishes five decimals: zeros behind those would claim more than is known. */
export const gamma: Maybe = known((value) => significant(value, 3).replace(/(\.\d{5}\d*?)0+$/, '$1'))
export const greekUsd: Maybe = usdPremium

/** Sizes in the coin: as precise as they are, four decimals at most. */
export const quantity: Maybe = known((value) => {
  const text = fixed(value, 4)
  return text.replace(/\.?0+$/, '')
})

export const compact: Maybe = known((value) => {
  const size = Math.abs(value)
  if (size >= 1e9) return `${fixed(value / 1e9, 2)}B`
  if (size >= 1e6) return `${fixed(value / 1e6, 1)}M`
  if (size >= 10_000) return `${fixed(value / 1e3, 1)}k`
  return size >= 100 ? fixed(value, 0) : fixed(value, 1)
})

export type Direction = 'up' | 'down' | 'flat'
/** Which way a signed number goes, as it is shown: a 0.00 has no direction, whatever was rounded away. */
export const directionOf = (shown: string): Direction =>
  shown.startsWith('+') ? 'up' : shown.startsWith(MINUS) ? 'down' : 'flat'
