import { chainChoice, type ChainChoice, type StrikeRange } from '../../../domain/chain-choice.js'
import { isOption, type ListedOption } from '../../../domain/instrument.js'
import { lengths, ranges } from '../../../domain/limits.js'
import type { UnixMs } from '../../../domain/units.js'
import { nearestNames } from '../../../lib/nearest-names.js'
import type { Market } from '../../../market/market.js'
import { currencyArg, distinctArg, listedExpiry, rangeArg } from '../../arguments.js'
import { apiError } from '../../errors.js'
import type { QueryOptionsChainArgs } from '../../generated/resolver-types.js'

/** The choice that the arguments of a chain make. Throws an `apiError` for the first wrong one. */
export function chainArgs(market: Market, args: QueryOptionsChainArgs): ChainChoice {
  const currency = currencyArg(market, args.currency)
  const given = expiriesArg(market, currency, args)
  const watched = args.symbols ? optionsArg(market, currency, args.symbols) : null
  const expiries = given ?? (watched?.length ? watched.map(({ expiryMs }) => expiryMs) : null)
  return chainChoice({
    currency,
    expiries,
    kind: args.kind ?? null,
    strikes: args.strikes ? strikesArg(args.strikes) : null,
    minOpenInterestCoin: optionalRangeArg('minOpenInterest', args.minOpenInterest, ranges.openInterestCoin),
    symbols: watched?.map(({ symbol }) => symbol) ?? null,
    limit: optionalRangeArg('limit', args.limit, ranges.limit),
  })
}

function optionalRangeArg(argument: string, value: number | null | undefined, range: readonly [number, number]) {
  return value == null ? null : rangeArg(argument, value, range)
}

/** Null when none was given. */
function expiriesArg(market: Market, currency: string, { expiry, expiries }: QueryOptionsChainArgs): UnixMs[] | null {
  if (expiry != null && expiries != null) {
    const allowed = 'one of "expiry" and "expiries"'
    const message = `Arguments "expiry" and "expiries" exclude each other; name every expiry in "expiries".`
    throw apiError('INVALID_INPUT', message, { argument: 'expiry', allowed })
  }
  if (expiry != null) return [listedExpiry(market, currency, expiry)]
  if (expiries == null) return null
  const wanted = distinctArg('expiries', expiries, ranges.chainExpiries)
  return wanted.map((one) => listedExpiry(market, currency, one, 'expiries'))
}

function optionsArg(market: Market, currency: string, symbols: readonly string[]): ListedOption[] {
  const wanted = distinctArg('symbols', symbols, ranges.chainSymbols)
  const expiries = market.expiries(currency)
  const listed = market.instruments(currency)?.instruments
  return wanted.map((symbol) => {
    const found = listed?.get(symbol)
    if (found && isOption(found) && expiries.includes(found.expiryMs)) return found
    throw unknownSymbol(market, currency, symbol)
  })
}

function unknownSymbol(market: Market, currency: string, symbol: string) {
  const expiries = market.expiries(currency)
  const listed = [...(market.instruments(currency)?.instruments.values() ?? [])]
  const options = listed.filter(isOption).filter(({ expiryMs }) => expiries.includes(expiryMs))
  const shown = symbol.slice(0, lengths.symbol[1])
  const allowed = nearestNames(
    shown,
    options.map((one) => one.symbol),
  )
  const hint =
    allowed.length === 0
      ? `no ${currency} options are listed at present; try again when the feed has delivered`
      : `the nearest are ${allowed.join(', ')}. The query "instruments" lists all`
  const message = `Argument "symbols": "${shown}" is no listed option of ${currency}; ${hint}.`
  return apiError('UNKNOWN_SYMBOL', message, { argument: 'symbols', allowed })
}

function strikesArg(strikes: StrikeRange): StrikeRange {
  const from = optionalRangeArg('strikes', strikes.from, ranges.strikeUsd)
  const to = optionalRangeArg('strikes', strikes.to, ranges.strikeUsd)
  if (from === null || to === null || from <= to) return { from, to }
  const message = `Argument "strikes": "from" is ${from} and "to" is ${to}; "from" must not be the higher one.`
  throw apiError('OUT_OF_RANGE', message, { argument: 'strikes', allowed: { max: to } })
}
