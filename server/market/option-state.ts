import type { OptionInstrument } from '../domain/instrument.js'
import type { OptionUpdate, OptionValues } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'

/** Everything last heard of one option. */
export interface OptionState {
  readonly instrument: OptionInstrument
  readonly values: OptionValues
  readonly asOf: UnixMs | null
  /** When the exchange last sent greeks: what is much older than `asOf` no longer belongs to it. */
  readonly greeksAsOf: UnixMs | null
  /** As for greeks, of the IVs of the quote; null as soon as one of its sides came without. */
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
  return {
    instrument: state.instrument,
    values: { ...state.values, ...forgottenWithQuote(values), ...values },
    asOf: eventTimeMs,
    greeksAsOf: values.greeks ? eventTimeMs : state.greeksAsOf,
    quoteIvAsOf: quoteIvTime(state, values, eventTimeMs),
  }
}

/** The exchange's IVs hold together or not at all: beside one of another time and forward, a bid IV says nothing. */
function quoteIvTime(known: OptionState, values: Partial<OptionValues>, eventTimeMs: UnixMs): UnixMs | null {
  const { bidPrice, bidIv, askPrice, askIv } = values
  if (bidIv === undefined && askIv === undefined && bidPrice === undefined && askPrice === undefined)
    return known.quoteIvAsOf
  const kept = known.quoteIvAsOf !== null
  const bidHolds = bidIv !== undefined || (bidPrice === undefined && (kept || known.values.bidPrice === null))
  const askHolds = askIv !== undefined || (askPrice === undefined && (kept || known.values.askPrice === null))
  return bidHolds && askHolds ? eventTimeMs : null
}

/** A price that comes without its size or IV (book summaries) has neither: how old those are, nobody knows. */
function forgottenWithQuote(values: Partial<OptionValues>): Partial<OptionValues> {
  return {
    ...(values.bidPrice !== undefined && { bidIv: null, bidAmountCoin: null }),
    ...(values.askPrice !== undefined && { askIv: null, askAmountCoin: null }),
  }
}
