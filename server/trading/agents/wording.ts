import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const fine = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumSignificantDigits: 4 })

/** `64,210.50 USD`; amounts below 1 USD with up to four significant digits: `0.01234 USD`. */
export function usd(value: number): string {
  return `${Math.abs(value) < 1 && value !== 0 ? fine.format(value) : cents.format(value)} USD`
}

/** `0.5 %` for 0.005, at most two decimals. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(2))} %`
}

/** `0.125 BTC`, at most four decimals; smaller amounts with two significant digits. */
export function coin(quantity: number, currency: string): string {
  const rounded = Math.abs(quantity) >= 0.0001 ? quantity.toFixed(4) : quantity.toPrecision(2)
  return `${Number(rounded)} ${currency}`
}

/** `13.4 days` for a time in ms; `30 h` below two days. */
export function days(ms: number): string {
  return ms < 2 * msPerDay ? `${Math.round(ms / msPerHour)} h` : `${Number((ms / msPerDay).toFixed(1))} days`
}

/** `15 min` for a time in ms; `45 s` below two minutes, `50 ms` below a second. */
export function duration(ms: number): string {
  if (ms > 0 && ms < 1_000) return `${Math.round(ms)} ms`
  return ms < 2 * msPerMinute ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / msPerMinute)} min`
}
