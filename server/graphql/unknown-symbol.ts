import { lengths } from '../domain/limits.js'
import { nearestNames } from '../lib/nearest-names.js'
import { apiError } from './errors.js'

export interface UnknownSymbol {
  readonly argument: string
  readonly symbol: string
  /** The one that was asked for, and the one of the instrument of this name, if the feed carries it. */
  readonly currency: string
  readonly itsCurrency: string | null
  /** What it should be, for example `listed option`, and all of these. */
  readonly wanted: string
  readonly all: string
  /** The symbols of all. */
  readonly listed: Iterable<string>
}

/** The error for a symbol that is not listed. It names the nearest, or the currency to ask for. */
export function unknownSymbol({ argument, symbol, currency, itsCurrency, wanted, all, listed }: UnknownSymbol) {
  const shown = symbol.slice(0, lengths.symbol[1])
  const problem = `Argument "${argument}": "${shown}" is no ${wanted} of ${currency}`
  if (itsCurrency !== null && itsCurrency !== currency) {
    const text = `currency: "${itsCurrency}"`
    return apiError('UNKNOWN_SYMBOL', `${problem}, but of ${itsCurrency}; ask for it with ${text}.`, {
      argument,
      allowed: { text },
    })
  }
  const nearest = nearestNames(shown, listed)
  const hint =
    nearest.length === 0
      ? `no ${currency} ${all} are listed at present; try again when the feed has delivered`
      : `the nearest are ${nearest.join(', ')}. The query "instruments" lists all`
  return apiError('UNKNOWN_SYMBOL', `${problem}; ${hint}.`, { argument, allowed: { values: nearest } })
}
