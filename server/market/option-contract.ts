import { stateUnder } from '../domain/instrument.js'
import type { OptionContract, OptionGreeks } from '../domain/option-chain.js'
import type { ValueOrigin } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import { roundTo, withoutDust } from '../lib/round.js'
import type { Black76Inputs } from '../pricing/black76.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'
import { impliedVol } from '../pricing/implied-vol.js'
import type { OptionFreshness } from './chain-freshness.js'
import type { OptionState } from './option-state.js'

/** Greeks and IVs of the exchange older than its other values by more than this belong to a market that is gone. */
const maxLagMs = 5_000

export interface ContractConditions extends OptionFreshness {
  readonly indexLocked: boolean
}

const unlocked: ContractConditions = { indexLocked: false, quoteFreshness: 'LIVE', markFreshness: 'LIVE' }

/** An option with premiums in coin and USD, missing greeks and quote IVs filled in by the model; nothing is rounded. */
export function contractOf(
  state: OptionState,
  forward: number | null,
  conditions: ContractConditions = unlocked,
): OptionContract {
  const { indexLocked, quoteFreshness, markFreshness } = conditions
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
    state: stateUnder(indexLocked, instrument.state),
    bidPriceCoin: bid.coin,
    bidPriceUsd: bid.usd,
    bidAmountCoin: values.bidAmountCoin,
    bidIv: quoteIv.bid,
    askPriceCoin: ask.coin,
    askPriceUsd: ask.usd,
    askAmountCoin: values.askAmountCoin,
    askIv: quoteIv.ask,
    markPriceCoin: mark.coin,
    markPriceUsd: mark.usd,
    markDoubted: state.mark.doubted !== null,
    markIv: values.markIv,
    lastPriceCoin: last.coin,
    lastPriceUsd: last.usd,
    greeks: greeksOf(state, forward),
    quoteIvOrigin: quoteIv.origin,
    openInterestCoin: values.openInterestCoin,
    volume24hCoin: values.volume24hCoin,
    asOf: state.asOf,
    quoteAsOf: state.times.quote ?? null,
    quoteFreshness,
    markAsOf: state.times.mark ?? null,
    markFreshness,
  }
}

function premium(price: number | null, { instrument }: OptionState, forward: number | null) {
  const inCoin = instrument.premiumUnit === 'COIN'
  const coin = price === null || inCoin ? price : forward && derived(price / forward)
  const usd = price === null || !inCoin ? price : forward && derived(price * forward)
  return { coin, usd }
}

function derived(premium: number): number | null {
  return Number.isFinite(premium) ? withoutDust(premium) : null
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
  // The exchange gives IVs to four decimals; what is beyond them is noise, and no new greeks.
  return { ...black76Greeks({ ...terms, iv: roundTo(values.markIv, 4) }), origin: 'MODEL' }
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
