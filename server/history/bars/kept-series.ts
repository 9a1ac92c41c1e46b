import { seriesKey, type PriceSeries } from '../../domain/candle.js'
import { listedByName } from '../../domain/instrument-name.js'

/** Bars that were kept with another number are of a market that was computed in another way. */
const computedVersion = 2
/** Samples of volatility that were kept in another form have another number. */
const smilesVersion = 2

/** Under which name hours of a series are kept that were heard. */
export const heardName = seriesKey

/** The same of hours that were computed. They have a tick at each multiple of `everyMs`: other ticks make other bars. */
export function computedName(series: PriceSeries, everyMs: number): string {
  return `${computedVersion}:${everyMs}:${seriesKey(series)}`
}

/** Under which name hours of the volatility of a currency are kept. */
export function smilesName(currency: string): string {
  return `SMILES:${smilesVersion}:${currency}`
}

/** What is kept under a name. `everyMs`: of bars that were computed. */
export type KeptSeries =
  | { readonly kind: 'BARS'; readonly series: PriceSeries; readonly everyMs: number | null }
  | { readonly kind: 'SMILES' }

/** Null for a name that nothing is kept under. */
export function keptSeries(name: string): KeptSeries | null {
  if (name === smilesName(name.split(':')[2] ?? '')) return { kind: 'SMILES' }
  const [, version, every, computed] = /^(\d+):(\d+):(.+)$/.exec(name) ?? []
  if (version !== undefined && Number(version) !== computedVersion) return null
  const series = seriesOf(computed ?? name)
  return series && { kind: 'BARS', series, everyMs: every === undefined ? null : Number(every) }
}

function seriesOf(key: string): PriceSeries | null {
  const [value, of = ''] = key.split(':')
  if (value === 'INDEX' || value === 'VOLATILITY_INDEX') return { value, currency: of, symbol: null }
  const listed = value === 'MARK' || value === 'LAST' ? listedByName(of) : null
  return listed && { value: value as 'MARK' | 'LAST', currency: listed.currency, symbol: of }
}
