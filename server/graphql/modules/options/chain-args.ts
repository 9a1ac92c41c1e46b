import { chainChoice, type ChainChoice, type StrikeRange } from '../../../domain/chain-choice.js'
import { parseOptionName } from '../../../domain/instrument-name.js'
import { isOption, type ListedInstrument, type ListedOption } from '../../../domain/instrument.js'
import { ranges } from '../../../domain/limits.js'
import type { UnixMs } from '../../../domain/units.js'
import type { Market } from '../../../market/market.js'
import { carried, currencyArg, distinctArg, listedExpiry, rangeArg } from '../../arguments.js'
import { apiError } from '../../errors.js'
import type { QueryOptionsChainArgs } from '../../generated/resolver-types.js'
import { unknownSymbol } from '../../unknown-symbol.js'

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
    const allowed = { text: 'one of "expiry" and "expiries"' }
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
  const instruments = market.instruments(currency)?.instruments ?? new Map<string, ListedInstrument>()
  const isListed = (one: ListedInstrument): one is ListedOption => isOption(one) && expiries.includes(one.expiryMs)
  return wanted.map((symbol) => {
    const found = instruments.get(symbol)
    if (found && isListed(found)) return found
    const listed = [...instruments.values()].filter(isListed).map((one) => one.symbol)
    throw unknownSymbol({
      argument: 'symbols',
      symbol,
      currency,
      itsCurrency: carried(market, parseOptionName(symbol)?.currency),
      wanted: 'listed option',
      all: 'options',
      listed,
    })
  })
}

function strikesArg(strikes: StrikeRange): StrikeRange {
  const from = optionalRangeArg('strikes', strikes.from, ranges.strikeUsd)
  const to = optionalRangeArg('strikes', strikes.to, ranges.strikeUsd)
  if (from === null || to === null || from <= to) return { from, to }
  const message = `Argument "strikes": "from" is ${from} and "to" is ${to}; "from" must not be the higher one.`
  throw apiError('OUT_OF_RANGE', message, { argument: 'strikes', allowed: { max: to } })
}
