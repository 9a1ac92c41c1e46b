import { lengths } from '../domain/limits.js'
import { nearestNames } from '../lib/nearest-names.js'
import { apiError } from './errors.js'

export interface UnknownSymbol {
  readonly argument: string
  readonly symbol: string
  readonly currency: string
  /** What it should be, for example `listed option`, and all of these. */
  readonly wanted: string
  readonly all: string
  /** The symbols of all. */
  readonly listed: Iterable<string>
}

/** The error for a symbol that is not listed. It names the nearest. */
export function unknownSymbol({ argument, symbol, currency, wanted, all, listed }: UnknownSymbol) {
  const shown = symbol.slice(0, lengths.symbol[1])
  const allowed = nearestNames(shown, listed)
  const hint =
    allowed.length === 0
      ? `no ${currency} ${all} are listed at present; try again when the feed has delivered`
      : `the nearest are ${allowed.join(', ')}. The query "instruments" lists all`
  const message = `Argument "${argument}": "${shown}" is no ${wanted} of ${currency}; ${hint}.`
  return apiError('UNKNOWN_SYMBOL', message, { argument, allowed })
}
