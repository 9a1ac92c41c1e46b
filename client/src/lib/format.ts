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

/** Decimals that keep so many significant digits. */
const decimalsFor = (size: number, digits: number) =>
  size === 0 ? 0 : Math.min(20, Math.max(0, digits - 1 - Math.floor(Math.log10(size))))

/** Decimals of the usual tick at a price: 0.5 for BTC, 0.05 for ETH; a small coin's price keeps four digits. */
export const tickDecimals = (price: number) =>
  price >= 10_000 ? 1 : price >= 100 ? 2 : price >= 1 ? 3 : Math.max(5, decimalsFor(price, 4))

/** At least `least` decimals, and up to `most` where the value has them. */
function upTo(value: number, least: number, most: number): string {
  const text = fixed(value, Math.max(least, most))
  const surplus = /0+$/.exec(text)?.[0].length ?? 0
  return surplus === 0 ? text : fixed(value, Math.max(least, most - surplus))
}

/** `8.71e-6`: what is smaller than a column can show in decimals. */
function tiny(value: number, digits = 3): string {
  const text = String(Number(Math.abs(value).toPrecision(digits)))
  return (value < 0 ? MINUS : '') + (text.includes('e') ? text : Number(text).toExponential())
}

/** In so many decimals, but a small value in those that it needs: only 0 is shown as 0. */
function scaled(value: number, decimals: number): string {
  const size = Math.abs(value)
  if (size === 0 || size >= 1) return fixed(value, decimals)
  return size < 1e-4 ? tiny(value) : upTo(value, decimals, Math.max(decimals, decimalsFor(size, 3)))
}

const withSign = (value: number, text: string) => (value > 0 ? `+${text}` : text)

/** Up to six digits where the price has them: 0.158139. */
export const price: Maybe = known((value) => {
  const size = Math.abs(value)
  return upTo(value, size < 1 && size > 0 ? 4 : tickDecimals(size), decimalsFor(size, 6))
})
export const strike: Maybe = known((value) =>
  Number.isInteger(value) ? fixed(value, 0) : upTo(value, 2, decimalsFor(Math.abs(value), 6)),
)
export const usd: Maybe = known((value) => scaled(value, 2))
export const wholeUsd: Maybe = known((value) => (Math.abs(value) < 1 ? scaled(value, 0) : fixed(value, 0)))
export const signedUsd: Maybe = known((value) => withSign(value, scaled(value, 2)))
/** Where a column is narrow: no cents from 10,000 on. */
export const briefUsd: Maybe = known((value) => withSign(value, scaled(value, Math.abs(value) >= 10_000 ? 0 : 2)))
const isTiny = (size: number) => size > 0 && size < 1e-4

/** As it is published, at least so many decimals: in eight characters, 0.158139 and 12,345.6. */
const premium = (value: number, least: number) => {
  const size = Math.abs(value)
  return isTiny(size) ? tiny(value) : upTo(value, least, Math.max(least, Math.min(6, decimalsFor(size, 6))))
}
export const coinPremium: Maybe = known((value) => premium(value, 4))
export const usdPremium: Maybe = known((value) => premium(value, Math.abs(value) >= 10_000 ? 1 : 2))

/** At most six characters below 10, for a phone. */
export const briefCoinPremium: Maybe = known((value) => {
  const text = upTo(value, 4, 5)
  return Math.abs(value) < 0.001 && text.length > 6 ? tiny(value, 2) : fixed(value, 4)
})
/** At most six characters from 0.0001 to 99,999, for a phone. */
export const briefUsdPremium: Maybe = known((value) => {
  const size = Math.abs(value)
  if (isTiny(size)) return tiny(value)
  return size < 9.99995 ? upTo(value, 2, 4) : fixed(value, size >= 999.95 ? 0 : size >= 99.995 ? 1 : 2)
})
export const ratio: Maybe = known((value) => fixed(value, 2))
export const percent: Maybe = known((value) => `${fixed(value, 2)}%`)
export const signedPercent: Maybe = known((value) => `${signed(value, 2)}%`)

/** For distances, where two decimals say too much. */
export const shortPercent: Maybe = known((value) => `${signed(value, 1)}%`)

/** A volatility as percent in at most five characters up to 9,999, without the sign: columns say it. */
export const iv: Maybe = known((value) => fixed(value * 100, Math.abs(value) < 9.9995 ? 1 : 0))
/** In at most four characters, for a phone. */
export const briefIv: Maybe = known((value) => {
  const size = Math.abs(value)
  return size < 9.995 ? fixed(value * 100, size < 0.9995 ? 1 : 0) : `${fixed(value / 10, 1)}k`
})
/** Where no column says that it is in percent. */
export const ivPct: Maybe = known((value) => `${fixed(value * 100, 1)}%`)
/** A rate as a fraction, as percent with four decimals. */
export const rate: Maybe = known((value) => `${signed(value * 100, 4)}%`)

export const delta: Maybe = known((value) => fixed(value, 3))

/** As many decimals as the significant digits need, at most seven. */
function significant(value: number, digits: number): string {
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  return fixed(value, Math.min(7, Math.max(0, digits - 1 - magnitude)))
}
/** An exchange publishes five decimals: zeros behind those would claim more than is known. */
export const gamma: Maybe = known((value) => significant(value, 3).replace(/(\.\d{5}\d*?)0+$/, '$1'))
/** At most six characters up to 99,999, the sign included. */
export const greekUsd: Maybe = known((value) => {
  const size = Math.abs(value)
  if (size >= 1) return fixed(value, size >= 999.95 ? 0 : size >= 99.995 ? 1 : 2)
  return size > 0 && size < 0.001 ? tiny(value, 1) : upTo(value, 2, 3)
})

/** Sizes in the coin: as precise as they are, four decimals at most, or two digits of a small one. */
export const quantity: Maybe = known((value) => upTo(value, 0, Math.max(4, decimalsFor(Math.abs(value), 2))))

/** At most five characters below a thousand of the unit. */
const inUnits = (value: number, unit: string) => `${fixed(value, Math.abs(value) < 99.95 ? 1 : 0)}${unit}`

/** At most five characters from 0.01 up to 999 millions. */
export const compact: Maybe = known((value) => {
  const size = Math.abs(value)
  if (size >= 999.5e6) return `${fixed(value / 1e9, 2)}B`
  if (size >= 999_500) return inUnits(value / 1e6, 'M')
  if (size >= 9_999.5) return inUnits(value / 1e3, 'k')
  if (size > 0 && size < 0.1) return size < 1e-4 ? tiny(value) : upTo(value, 1, decimalsFor(size, 2))
  return size >= 100 ? fixed(value, 0) : fixed(value, 1)
})

export type Direction = 'up' | 'down' | 'flat'
/** Which way a signed number goes, as it is shown: a 0.00 has no direction, whatever was rounded away. */
export const directionOf = (shown: string): Direction =>
  shown.startsWith('+') ? 'up' : shown.startsWith(MINUS) ? 'down' : 'flat'
