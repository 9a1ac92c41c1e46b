import type { CandleInterval, CandleValue, PriceSeries } from '../../../domain/candle.js'
import { listedByName, parseOptionName } from '../../../domain/instrument-name.js'
import { lengths } from '../../../domain/limits.js'
import type { Market } from '../../../market/market.js'
import { carried, currencyArg } from '../../arguments.js'
import { apiError } from '../../errors.js'
import { unknownSymbol } from '../../unknown-symbol.js'

export interface SeriesArgs {
  readonly currency: string
  readonly instrument?: string | null
  readonly value?: CandleValue | null
  readonly interval: CandleInterval
}

/** The series that the arguments name. `isKnown` is asked of instruments that are not listed. Rejects with an `apiError`. */
export async function seriesArg(
  market: Market,
  args: SeriesArgs,
  isKnown: (series: PriceSeries) => Promise<boolean>,
): Promise<PriceSeries> {
  const currency = currencyArg(market, args.currency)
  if (args.instrument == null) return ofCurrency(currency, args.value ?? 'INDEX')
  const series = ofInstrument(currency, args.instrument, args.value ?? 'MARK')
  const listed = market.instruments(currency)?.instruments
  if (listed?.has(series.symbol)) return series
  // Names that were looked for are remembered, so none may be longer than names are.
  const mayHaveBeen = series.symbol.length <= lengths.symbol[1] && listedByName(series.symbol)?.currency === currency
  if (mayHaveBeen && (await isKnown(series))) return series
  throw unknownSymbol({
    argument: 'instrument',
    symbol: series.symbol,
    currency,
    itsCurrency: carried(market, listedByName(series.symbol)?.currency),
    wanted: 'instrument',
    all: 'instruments',
    listed: listed?.keys() ?? [],
  })
}

function ofCurrency(currency: string, value: CandleValue): PriceSeries {
  if (value === 'INDEX' || value === 'VOLATILITY_INDEX') return { value, currency, symbol: null }
  const message = `Argument "instrument": candles of ${value} are of an instrument; name one, for example "${currency}-PERPETUAL", or ask for the value INDEX or VOLATILITY_INDEX.`
  throw apiError('INVALID_INPUT', message, { argument: 'instrument', allowed: { text: 'the name of an instrument' } })
}

function ofInstrument(currency: string, symbol: string, value: CandleValue) {
  const allowed = parseOptionName(symbol) ? ['MARK'] : ['MARK', 'LAST']
  if ((value === 'MARK' || value === 'LAST') && allowed.includes(value)) return { value, currency, symbol }
  const kind = allowed.length === 1 ? 'an option' : 'an instrument'
  const message = `Argument "value": ${kind} has no candles of ${value}; use ${allowed.join(' or ')}${value === 'LAST' ? '' : ', or leave "instrument" out'}.`
  throw apiError('INVALID_INPUT', message, { argument: 'value', allowed: { values: allowed } })
}
