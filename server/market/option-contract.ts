import type { OptionContract, OptionGreeks } from '../domain/option-chain.js'
import type { ValueOrigin } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import { roundOrNull, roundTo } from '../lib/round.js'
import { sameFields } from '../lib/same-fields.js'
import type { Black76Inputs } from '../pricing/black76.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'
import { impliedVol } from '../pricing/implied-vol.js'
import type { OptionState } from './option-state.js'

/** Greeks and IVs of the exchange older than its other values by more than this belong to a market that is gone. */
const maxLagMs = 5_000

/**
 * An option as published: premiums in coin and USD, missing greeks and quote IVs filled in by the model, every number
 * at its published precision. Answers `previous` itself when nothing but the time differs.
 */
export function publishContract(
  state: OptionState,
  underlyingPriceUsd: number | null,
  previous: OptionContract | undefined,
): OptionContract {
  const next = { ...fieldsOf(state, underlyingPriceUsd), greeks: greeksOf(state, underlyingPriceUsd) }
  if (!previous || !sameFields(next, previous, ['asOf', 'greeks'])) return next
  return sameGreeks(next.greeks, previous.greeks) ? previous : next
}

function sameGreeks(a: OptionGreeks | null, b: OptionGreeks | null): boolean {
  return a === b || (a !== null && b !== null && sameFields(a, b))
}

function fieldsOf(state: OptionState, forward: number | null): Omit<OptionContract, 'greeks'> {
  const { instrument, values } = state
  const bid = premium(values.bidPrice, state, forward)
  const ask = premium(values.askPrice, state, forward)
  const mark = premium(values.markPrice, state, forward)
  const last = premium(values.lastPrice, state, forward)
  const quoteIv = quoteIvs(state, bid.usd, ask.usd, forward)
  return {
    symbol: instrument.symbol,
    optionKind: instrument.optionKind,
    strikeUsd: instrument.strikeUsd,
    bidPriceCoin: roundOrNull(bid.coin, 8),
    bidPriceUsd: roundOrNull(bid.usd, 2),
    bidAmountCoin: roundOrNull(values.bidAmountCoin, 8),
    bidIv: roundOrNull(quoteIv.bid, 4),
    askPriceCoin: roundOrNull(ask.coin, 8),
    askPriceUsd: roundOrNull(ask.usd, 2),
    askAmountCoin: roundOrNull(values.askAmountCoin, 8),
    askIv: roundOrNull(quoteIv.ask, 4),
    markPriceCoin: roundOrNull(mark.coin, 8),
    markPriceUsd: roundOrNull(mark.usd, 2),
    markIv: roundOrNull(values.markIv, 4),
    lastPriceCoin: roundOrNull(last.coin, 8),
    lastPriceUsd: roundOrNull(last.usd, 2),
    quoteIvOrigin: quoteIv.origin,
    openInterestCoin: roundOrNull(values.openInterestCoin, 8),
    volume24hCoin: roundOrNull(values.volume24hCoin, 8),
    asOf: state.asOf,
  }
}

function premium(price: number | null, { instrument }: OptionState, forward: number | null) {
  const inCoin = instrument.premiumUnit === 'COIN'
  const coin = price === null || inCoin ? price : forward && price / forward
  const usd = price === null || !inCoin ? price : forward && price * forward
  return { coin, usd }
}

interface QuoteIvs {
  readonly bid: number | null
  readonly ask: number | null
  readonly origin: ValueOrigin | null
}

/** The exchange's IVs when it sent them with the whole quote, otherwise the model's of both sides. */
function quoteIvs(state: OptionState, bidUsd: number | null, askUsd: number | null, forward: number | null): QuoteIvs {
  const { bidIv, askIv } = state.values
  if (isCurrent(state.quoteIvAsOf, state) && (bidIv !== null || askIv !== null)) {
    return { bid: bidIv, ask: askIv, origin: 'EXCHANGE' }
  }
  const terms = modelTerms(state, forward)
  if (!terms) return { bid: null, ask: null, origin: null }
  const bid = bidUsd === null ? null : impliedVol({ ...terms, premiumUsd: bidUsd })
  const ask = askUsd === null ? null : impliedVol({ ...terms, premiumUsd: askUsd })
  return { bid, ask, origin: bid === null && ask === null ? null : 'MODEL' }
}

function greeksOf(state: OptionState, forward: number | null): OptionGreeks | null {
  const { values } = state
  if (values.greeks && isCurrent(state.times.greeks, state)) return { ...values.greeks, origin: 'EXCHANGE' }
  const terms = modelTerms(state, forward)
  if (!terms || values.markIv === null || values.markIv <= 0) return null
  const { delta, gamma, vega, theta, rho } = black76Greeks({ ...terms, iv: roundTo(values.markIv, 4) })
  return {
    delta: roundTo(delta, 5),
    gamma: roundTo(gamma, 8),
    vega: roundTo(vega, 5),
    theta: roundTo(theta, 5),
    rho: roundTo(rho, 5),
    origin: 'MODEL',
  }
}

function isCurrent(partAsOf: UnixMs | null | undefined, { asOf }: OptionState): boolean {
  return partAsOf != null && asOf !== null && partAsOf >= asOf - maxLagMs
}

function modelTerms({ instrument, asOf }: OptionState, forward: number | null): Omit<Black76Inputs, 'iv'> | null {
  if (forward === null || asOf === null || asOf >= instrument.expiryMs) return null
  return {
    forwardUsd: forward,
    strikeUsd: instrument.strikeUsd,
    yearsToExpiry: yearsToExpiry(instrument.expiryMs, asOf),
    optionKind: instrument.optionKind,
  }
}
