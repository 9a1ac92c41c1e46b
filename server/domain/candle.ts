import { isLinear, parseOptionName } from './instrument-name.js'
import { msPerDay, msPerHour, msPerMinute, type UnixMs } from './units.js'

/** How long candles are. All begin at multiples of their length since 1970. */
export const candleIntervalsMs = {
  S1: 1_000,
  S5: 5_000,
  M1: msPerMinute,
  M5: 5 * msPerMinute,
  M15: 15 * msPerMinute,
  H1: msPerHour,
  H4: 4 * msPerHour,
  D1: msPerDay,
} as const

export type CandleInterval = keyof typeof candleIntervalsMs

/** How many whole days before the present one candles reach back. */
export const candleDays = 30

/** Candles reach back to here: 00:00 UTC, `candleDays` ago. */
export function oldestCandleMs(nowMs: UnixMs): UnixMs {
  return (Math.floor(nowMs / msPerDay) - candleDays) * msPerDay
}

/** What candles are made of: a value of a currency, or of one of its instruments. */
export type PriceSeries =
  | { readonly value: 'INDEX' | 'VOLATILITY_INDEX'; readonly currency: string; readonly symbol: null }
  | { readonly value: 'MARK' | 'LAST'; readonly currency: string; readonly symbol: string }

export type CandleValue = PriceSeries['value']

export function seriesKey({ value, currency, symbol }: PriceSeries): string {
  return `${value}:${symbol ?? currency}`
}

/** Null of what never expires. */
export function expiryOf({ symbol }: PriceSeries): UnixMs | null {
  return symbol === null ? null : (parseOptionName(symbol)?.expiryMs ?? null)
}

export type CandleUnit = 'USD' | 'COIN' | 'FRACTION'

/** Only the premium of an inverse option is in the coin. */
export function unitOf({ value, currency, symbol }: PriceSeries): CandleUnit {
  if (value === 'VOLATILITY_INDEX') return 'FRACTION'
  return symbol !== null && !isLinear(currency) && parseOptionName(symbol) !== null ? 'COIN' : 'USD'
}

/** A value that the source said at a time of its own and that we believe. */
export interface Tick {
  readonly series: PriceSeries
  readonly timeMs: UnixMs
  readonly value: number
}

/** First, highest, lowest and last of the ticks from a time on. */
export interface Bar {
  readonly fromMs: UnixMs
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** How many minutes of it have ticks. Null of bars below a minute. */
  readonly minutes: number | null
}

export interface Candle extends Bar {
  readonly toMs: UnixMs
  /** No tick can change it any more. */
  readonly final: boolean
}
