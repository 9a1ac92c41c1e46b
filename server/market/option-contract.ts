import { stateUnder } from '../domain/instrument.js'
import type { OptionContract, OptionGreeks } from '../domain/option-chain.js'
import type { ValueOrigin } from '../domain/source.js'
import { roundTo, withoutDust } from '../lib/round.js'
import type { Black76Inputs } from '../pricing/black76.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'
import { impliedVol } from '../pricing/implied-vol.js'
import type { Side } from './book.js'
import type { OptionFreshness } from './chain-freshness.js'
import { newestTime, type Heard } from './heard.js'
import type { OptionState } from './option-state.js'

/** We do not use greeks and IVs of the exchange that are older than its other values by more than this. */
const maxLagMs = 5_000

export interface ContractConditions extends OptionFreshness {
  readonly indexLocked: boolean
}

const unlocked: ContractConditions = { indexLocked: false, quoteFreshness: 'LIVE', markFreshness: 'LIVE' }

/** An option with premiums in coin and USD. The model fills in missing greeks and quote IVs. Nothing is rounded. */
export function contractOf(
  state: OptionState,
  forward: number | null,
  conditions: ContractConditions = unlocked,
): OptionContract {
  const { indexLocked, quoteFreshness, markFreshness } = conditions
  const { instrument, book, markIv } = state
  const [bidSide, askSide] = [book.bid.value, book.ask.value]
  const bid = premium(bidSide?.price ?? null, state, forward)
  const ask = premium(askSide?.price ?? null, state, forward)
  const mark = premium(book.mark.value, state, forward)
  const last = premium(state.lastPrice.value, state, forward)
  const quoteIv = quoteIvs(state, bid.usd, ask.usd, forward)
  return {
    symbol: instrument.symbol,
    optionKind: instrument.optionKind,
    strikeUsd: instrument.strikeUsd,
    expiryMs: instrument.expiryMs,
    state: stateUnder(indexLocked, instrument.state),
    bidPriceCoin: bid.coin,
    bidPriceUsd: bid.usd,
    bidAmountCoin: bidSide?.amount ?? null,
    bidIv: quoteIv.bid,
    askPriceCoin: ask.coin,
    askPriceUsd: ask.usd,
    askAmountCoin: askSide?.amount ?? null,
    askIv: quoteIv.ask,
    quoteDoubted: book.isQuoteDoubted,
    markPriceCoin: mark.coin,
    markPriceUsd: mark.usd,
    markDoubted: book.mark.doubted !== null || markIv.doubted !== null,
    markIv: markIv.value,
    lastPriceCoin: last.coin,
    lastPriceUsd: last.usd,
    greeks: greeksOf(state, forward),
    quoteIvOrigin: quoteIv.origin,
    openInterestCoin: state.openInterestCoin.value,
    volume24hCoin: state.volume24hCoin.value,
    asOf: state.asOf,
    quoteAsOf: newestTime([book.bid, book.ask]),
    quoteFreshness,
    markAsOf: newestTime([book.mark, markIv]),
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

/** The exchange's IVs if it sent them with both sides of the quote. If not, the model's for both sides. */
function quoteIvs(state: OptionState, bidUsd: number | null, askUsd: number | null, forward: number | null): QuoteIvs {
  const { bid, ask } = state.book
  const [bidIv, askIv] = [bid.value?.iv ?? null, ask.value?.iv ?? null]
  if ((bidIv !== null || askIv !== null) && isIvCurrent(bid, state) && isIvCurrent(ask, state)) {
    return { bid: bidIv, ask: askIv, origin: 'EXCHANGE' }
  }
  const terms = modelTerms(state, forward)
  if (!terms) return { bid: null, ask: null, origin: null }
  const model = (usd: number | null) => (usd === null ? null : impliedVol({ ...terms, premiumUsd: usd }))
  const [modelBid, modelAsk] = [model(bidUsd), model(askUsd)]
  return { bid: modelBid, ask: modelAsk, origin: modelBid === null && modelAsk === null ? null : 'MODEL' }
}

/** A side without a price needs no IV. */
function isIvCurrent(side: Heard<Side>, state: OptionState): boolean {
  return side.value?.price == null || (side.value.iv !== undefined && isCurrent(side, state))
}

function greeksOf(state: OptionState, forward: number | null): OptionGreeks | null {
  const { greeks } = state
  if (greeks.value && isCurrent(greeks, state)) return { ...greeks.value, origin: 'EXCHANGE' }
  const terms = modelTerms(state, forward)
  const iv = state.markIv.doubted ? state.markIv.believed : state.markIv.value
  if (!terms || iv === null || iv <= 0) return null
  // The exchange gives IVs to four decimals. More decimals are noise and would make new greeks for nothing.
  return { ...black76Greeks({ ...terms, iv: roundTo(iv, 4) }), origin: 'MODEL' }
}

function isCurrent(part: Heard<unknown>, { asOf }: OptionState): boolean {
  return part.asOf !== null && asOf !== null && part.asOf >= asOf - maxLagMs
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
