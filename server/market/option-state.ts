import type { OptionInstrument } from '../domain/instrument.js'
import type { OptionUpdate, OptionValues } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'

/** Everything last heard of one option. */
export interface OptionState {
  readonly instrument: OptionInstrument
  readonly values: OptionValues
  readonly asOf: UnixMs | null
  /** When the exchange last sent greeks, and IVs of the quote: what is much older than `asOf` no longer belongs to it. */
  readonly greeksAsOf: UnixMs | null
  readonly quoteIvAsOf: UnixMs | null
}

const nothing: OptionValues = {
  bidPrice: null,
  bidAmountCoin: null,
  askPrice: null,
  askAmountCoin: null,
  bidIv: null,
  askIv: null,
  markPrice: null,
  markIv: null,
  lastPrice: null,
  underlyingPriceUsd: null,
  greeks: null,
  openInterestCoin: null,
  volume24hCoin: null,
}

export function newOptionState(instrument: OptionInstrument): OptionState {
  return { instrument, values: nothing, asOf: null, greeksAsOf: null, quoteIvAsOf: null }
}

/** Adds what an update says; an update older than what is known is ignored. */
export function foldOption(state: OptionState, { values, eventTimeMs }: OptionUpdate): OptionState {
  if (state.asOf !== null && eventTimeMs < state.asOf) return state
  const hasQuoteIv = values.bidIv !== undefined || values.askIv !== undefined
  return {
    instrument: state.instrument,
    values: { ...state.values, ...forgottenWithQuote(values), ...values },
    asOf: eventTimeMs,
    greeksAsOf: values.greeks ? eventTimeMs : state.greeksAsOf,
    quoteIvAsOf: hasQuoteIv ? eventTimeMs : state.quoteIvAsOf,
  }
}

/** A price that comes without its size or IV (book summaries) has neither: how old those are, nobody knows. */
function forgottenWithQuote(values: Partial<OptionValues>): Partial<OptionValues> {
  return {
    ...(values.bidPrice !== undefined && { bidIv: null, bidAmountCoin: null }),
    ...(values.askPrice !== undefined && { askIv: null, askAmountCoin: null }),
  }
}
