import type { ListedOption } from '../domain/instrument.js'
import type { OptionUpdate, OptionValues } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import type { Belief } from './belief.js'
import { noBelief, weigh } from './belief.js'
import { isCrossed } from './crossed.js'
import { markWitness } from './mark-witness.js'
import { isOutdated, newerTime } from './order-in-time.js'

/** Fields of an option that come together; channels speak of some and not of others. */
type Group = 'quote' | 'mark' | 'greeks' | 'rest'

const groupOf: Readonly<Record<keyof OptionValues, Group>> = {
  bidPrice: 'quote',
  bidAmountCoin: 'quote',
  bidIv: 'quote',
  askPrice: 'quote',
  askAmountCoin: 'quote',
  askIv: 'quote',
  markPrice: 'mark',
  markIv: 'mark',
  greeks: 'greeks',
  lastPrice: 'rest',
  underlyingPriceUsd: 'rest',
  openInterestCoin: 'rest',
  volume24hCoin: 'rest',
}

type GroupTimes = Readonly<Partial<Record<Group, UnixMs>>>

/** Everything last heard of one option. */
export interface OptionState {
  readonly instrument: ListedOption
  readonly values: OptionValues
  /** The newest of `times`. What is much older, of greeks and quote IVs, no longer belongs to the option's other values. */
  readonly asOf: UnixMs | null
  /** The exchange's time of each group. */
  readonly times: GroupTimes
  /** When the exchange's IVs of the quote came; null as soon as one of its sides came without. */
  readonly quoteIvAsOf: UnixMs | null
  readonly mark: Belief
  /** When quote and mark were heard, by our clock; null while the feed is down. */
  readonly quoteHeardAtMs: UnixMs | null
  readonly markHeardAtMs: UnixMs | null
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

const noQuote = { bidPrice: null, bidAmountCoin: null, bidIv: null, askPrice: null, askAmountCoin: null, askIv: null }

export function newOptionState(instrument: ListedOption): OptionState {
  return {
    instrument,
    values: nothing,
    asOf: null,
    times: {},
    quoteIvAsOf: null,
    mark: noBelief,
    quoteHeardAtMs: null,
    markHeardAtMs: null,
  }
}

/** When an update is heard, by our clock, and what the market's clock shows. */
export interface Hearing {
  readonly heardAtMs: UnixMs
  readonly marketMs: UnixMs | null
}

/** Adds what an update says, except of what is known from later. */
export function foldOption(state: OptionState, update: OptionUpdate, { heardAtMs, marketMs }: Hearing): OptionState {
  const { eventTimeMs } = update
  const isOld = state.asOf !== null && eventTimeMs < state.asOf
  const values = isOld ? newsOf(update, state.times, marketMs) : update.values
  const times: { [group in Group]?: UnixMs } = { ...state.times }
  let told = false
  for (const field of fieldsOf(values)) {
    times[groupOf[field]] = eventTimeMs
    told = true
  }
  if (!told) return state
  const next = { ...state.values, ...forgottenWithQuote(values, state.values), ...values }
  const known = isCrossed(next.bidPrice, next.askPrice) ? { ...next, ...noQuote } : next
  return {
    instrument: state.instrument,
    values: known,
    mark: weighMark(state, known, values, eventTimeMs),
    quoteHeardAtMs: isToldOf(values, 'quote') ? heardAtMs : state.quoteHeardAtMs,
    markHeardAtMs: isToldOf(values, 'mark') ? heardAtMs : state.markHeardAtMs,
    asOf: newerTime(eventTimeMs, state.asOf, marketMs),
    times,
    quoteIvAsOf: quoteIvTime(state, values, eventTimeMs),
  }
}

/** An option's mark may be twice its ask, and as small as half its bid, and a few ticks beyond. */
function weighMark(
  { instrument, mark }: OptionState,
  { bidPrice: bid, askPrice: ask, markPrice }: OptionValues,
  said: Partial<OptionValues>,
  timeMs: UnixMs,
): Belief {
  if (markPrice === null) return { ...mark, doubted: null }
  const isSaid = said.markPrice !== undefined
  if (!isSaid && mark.doubted === null) return mark
  const slack = 0.0005 * (instrument.premiumUnit === 'COIN' ? 1 : instrument.strikeUsd)
  const witness = markWitness(markPrice, { bid, ask }, { factor: 2, slack })
  if (!isSaid && witness !== 'FOR') return mark
  const isNear = (a: number, b: number) => Math.max(a, b) <= 2 * Math.min(a, b) + slack
  return weigh(mark, { value: markPrice, timeMs, witness, isNear })
}

/** The fields whose group was not heard of since. */
function newsOf(
  { values, eventTimeMs }: OptionUpdate,
  times: GroupTimes,
  marketMs: UnixMs | null,
): Partial<OptionValues> {
  const isNews = (field: keyof OptionValues) => !isOutdated(eventTimeMs, times[groupOf[field]], marketMs)
  return Object.fromEntries(Object.entries(values).filter(([field]) => isNews(field as keyof OptionValues)))
}

function isToldOf(values: Partial<OptionValues>, group: Group): boolean {
  return fieldsOf(values).some((field) => groupOf[field] === group)
}

function fieldsOf(values: Partial<OptionValues>) {
  return Object.keys(values) as (keyof OptionValues)[]
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

/**
 * A price that comes without its IV (book summaries) has none: how old that is, nobody knows. Its size is the one known
 * of that very price: without one, the quote would carry any order.
 */
function forgottenWithQuote(values: Partial<OptionValues>, known: OptionValues): Partial<OptionValues> {
  const { bidPrice, askPrice } = values
  return {
    ...(bidPrice !== undefined && { bidIv: null }),
    ...(bidPrice !== undefined && bidPrice !== known.bidPrice && { bidAmountCoin: null }),
    ...(askPrice !== undefined && { askIv: null }),
    ...(askPrice !== undefined && askPrice !== known.askPrice && { askAmountCoin: null }),
  }
}
