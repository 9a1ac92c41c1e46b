import { z } from 'zod'
import type { Greeks } from '../../domain/greeks.js'
import type { InstrumentFacts, InstrumentState, ListedOption, ListedPerpetual } from '../../domain/instrument.js'
import type {
  DeliveryPriceEvent,
  FeedState,
  FeedStateEvent,
  IndexEvent,
  ListingEvent,
  MarketEvent,
  OptionsEvent,
  OptionUpdate,
  OptionValues,
  PerpetualEvent,
  PerpetualValues,
  VolatilityIndexEvent,
} from '../../domain/market-events.js'
import { oneOf } from '../../lib/checked.js'

/** A schema for each field of a type. */
type Shape<T> = { readonly [K in keyof T]-?: z.ZodType }

const text = z.string().min(1).max(200)
/** Several times what an exchange says. */
const mostTickSteps = 100
const mostDetail = 2_000
const number = z.number()
const maybe = number.nullable()
const time = z.number().min(0).max(8.64e15)
const times = { eventTimeMs: time, receivedTimeMs: time }
const currency = text

const state = oneOf<InstrumentState>({
  CREATED: true,
  OPEN: true,
  LOCKED: true,
  HALTED: true,
  SETTLEMENT: true,
  CLOSED: true,
})

const greeks = z.strictObject({
  delta: number,
  gamma: number,
  vega: number,
  theta: number,
  rho: number,
} satisfies Shape<Greeks>)

const optionValues = z
  .strictObject({
    bidPrice: maybe,
    bidAmountCoin: maybe,
    askPrice: maybe,
    askAmountCoin: maybe,
    bidIv: maybe,
    askIv: maybe,
    markPrice: maybe,
    markIv: maybe,
    lastPrice: maybe,
    underlyingPriceUsd: maybe,
    greeks: greeks.nullable(),
    openInterestCoin: maybe,
    volume24hCoin: maybe,
  } satisfies Shape<OptionValues>)
  .partial()

const perpetualValues = z
  .strictObject({
    bidPriceUsd: maybe,
    bidAmountUsd: maybe,
    askPriceUsd: maybe,
    askAmountUsd: maybe,
    markPriceUsd: maybe,
    lastPriceUsd: maybe,
    change24hPct: maybe,
    high24hUsd: maybe,
    low24hUsd: maybe,
    volume24hCoin: maybe,
    volume24hUsd: maybe,
    openInterestUsd: maybe,
    fundingRate8h: maybe,
    fundingPaid8h: maybe,
  } satisfies Shape<PerpetualValues>)
  .partial()

const facts = {
  tickSize: z
    .strictObject({ base: number, steps: z.array(z.strictObject({ above: number, tick: number })).max(mostTickSteps) })
    .nullable(),
  amountUnit: z.enum(['COIN', 'USD']),
  lotSize: maybe,
  minOrderSize: maybe,
  contractSize: maybe,
  makerCommission: maybe,
  takerCommission: maybe,
  state: state.nullable(),
} satisfies Shape<InstrumentFacts>

const instrument = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('OPTION'),
    symbol: text,
    currency,
    optionKind: z.enum(['CALL', 'PUT']),
    strikeUsd: number.positive(),
    expiryMs: time,
    premiumUnit: z.enum(['COIN', 'USD']),
    ...facts,
  } satisfies Shape<ListedOption>),
  z.strictObject({ kind: z.literal('PERPETUAL'), symbol: text, currency, ...facts } satisfies Shape<ListedPerpetual>),
])

const update = z.strictObject({
  symbol: text,
  eventTimeMs: time,
  values: optionValues,
  state: state.optional(),
} satisfies Shape<OptionUpdate>)

const feedState = oneOf<FeedState>({ CONNECTING: true, LIVE: true, RECONNECTING: true, ENDED: true })

type Of<T extends MarketEvent['type']> = Extract<MarketEvent, { readonly type: T }>

/** Every event of a market, with no field but its own. */
export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('listing'),
    currency,
    ...times,
    instruments: z.array(instrument),
  } satisfies Shape<ListingEvent>),
  z.strictObject({ type: z.literal('index'), currency, ...times, priceUsd: maybe } satisfies Shape<IndexEvent>),
  z.strictObject({
    type: z.literal('volatility-index'),
    currency,
    ...times,
    volatility: maybe,
  } satisfies Shape<VolatilityIndexEvent>),
  z.strictObject({
    type: z.literal('perpetual'),
    currency,
    ...times,
    symbol: text,
    values: perpetualValues,
    state: state.optional(),
  } satisfies Shape<PerpetualEvent>),
  z.strictObject({
    type: z.literal('options'),
    currency,
    receivedTimeMs: time,
    updates: z.array(update),
    confirms: z.enum(['MARKS', 'ALL']).optional(),
  } satisfies Shape<OptionsEvent>),
  z.strictObject({ type: z.literal('instrument-state'), currency, ...times, symbol: text, state } satisfies Shape<
    Of<'instrument-state'>
  >),
  z.strictObject({ type: z.literal('index-lock'), currency, ...times, locked: z.boolean() } satisfies Shape<
    Of<'index-lock'>
  >),
  z.strictObject({
    type: z.literal('delivery-price'),
    currency,
    ...times,
    expiryMs: time,
    priceUsd: number,
  } satisfies Shape<DeliveryPriceEvent>),
  z.strictObject({
    type: z.literal('feed-state'),
    state: feedState,
    detail: z.string().max(mostDetail).nullable(),
    retryInMs: number.optional(),
  } satisfies Shape<FeedStateEvent>),
  z.strictObject({ type: z.literal('reset') }),
]) as unknown as z.ZodType<MarketEvent>
