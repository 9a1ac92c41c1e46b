import fc from 'fast-check'
import type { Greeks } from '../../server/domain/greeks.js'
import type { ListedInstrument } from '../../server/domain/instrument.js'
import type { MarketEvent, OptionUpdate, OptionValues, PerpetualValues } from '../../server/domain/market-events.js'

/** What random events are made of. */
export interface EventParts {
  readonly number: fc.Arbitrary<number>
  readonly text: fc.Arbitrary<string>
  readonly currency: fc.Arbitrary<string>
  readonly symbol: fc.Arbitrary<string>
  readonly time: fc.Arbitrary<number>
  /** What a listing may name. */
  readonly instruments: fc.Arbitrary<readonly ListedInstrument[]>
}

const state = fc.constantFrom('CREATED', 'OPEN', 'LOCKED', 'HALTED', 'SETTLEMENT', 'CLOSED')

/** Market events of every type: values that are null, fields that are left out. */
export function randomEvent(parts: EventParts): fc.Arbitrary<MarketEvent> {
  const { number, text, currency, symbol, time } = parts
  const value = fc.option(number)
  const greeks: fc.Arbitrary<Greeks> = record({
    delta: number,
    gamma: number,
    vega: number,
    theta: number,
    rho: number,
  })
  const heard = { currency, eventTimeMs: time, receivedTimeMs: time }
  const type = <T extends MarketEvent['type']>(name: T) => ({ type: fc.constant(name) })
  const update = partly<OptionUpdate>(
    { symbol, eventTimeMs: time, values: optionValues(value, fc.option(greeks)) },
    { state },
  )
  return fc.oneof(
    record({ ...type('listing'), ...heard, instruments: parts.instruments }),
    record({ ...type('index'), ...heard, priceUsd: value }),
    record({ ...type('volatility-index'), ...heard, volatility: value }),
    partly({ ...type('perpetual'), ...heard, symbol, values: perpetualValues(value) }, { state }),
    { arbitrary: optionsEvent(currency, time, fc.array(update, { maxLength: 4 })), weight: 4 },
    record({ ...type('instrument-state'), ...heard, symbol, state }),
    record({ ...type('index-lock'), ...heard, locked: fc.boolean() }),
    record({ ...type('delivery-price'), ...heard, expiryMs: time, priceUsd: number }),
    partly(
      {
        ...type('feed-state'),
        state: fc.constantFrom('CONNECTING', 'LIVE', 'LIVE', 'RECONNECTING', 'ENDED'),
        detail: fc.option(text),
      },
      { retryInMs: fc.nat() },
    ),
    record(type('reset')),
  ) as fc.Arbitrary<MarketEvent>
}

function optionsEvent(
  currency: fc.Arbitrary<string>,
  time: fc.Arbitrary<number>,
  updates: fc.Arbitrary<OptionUpdate[]>,
) {
  return partly(
    { type: fc.constant('options' as const), currency, receivedTimeMs: time, updates },
    { confirms: fc.constantFrom('MARKS' as const, 'ALL' as const) },
  )
}

function optionValues(
  value: fc.Arbitrary<number | null>,
  greeks: fc.Arbitrary<Greeks | null>,
): fc.Arbitrary<Partial<OptionValues>> {
  return fc.record(
    {
      bidPrice: value,
      bidAmountCoin: value,
      askPrice: value,
      askAmountCoin: value,
      bidIv: value,
      askIv: value,
      markPrice: value,
      markIv: value,
      lastPrice: value,
      underlyingPriceUsd: value,
      greeks,
      openInterestCoin: value,
      volume24hCoin: value,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
}

function perpetualValues(value: fc.Arbitrary<number | null>): fc.Arbitrary<Partial<PerpetualValues>> {
  return fc.record(
    {
      bidPriceUsd: value,
      bidAmountUsd: value,
      askPriceUsd: value,
      askAmountUsd: value,
      markPriceUsd: value,
      lastPriceUsd: value,
      change24hPct: value,
      high24hUsd: value,
      low24hUsd: value,
      volume24hCoin: value,
      volume24hUsd: value,
      openInterestUsd: value,
      fundingRate8h: value,
      fundingPaid8h: value,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
}

function record<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(fields, { noNullPrototype: true })
}

/** Records with all of the one fields and some of the others. */
function partly<T>(all: object, some: object): fc.Arbitrary<T> {
  const requiredKeys = Object.keys(all) as never[]
  return fc.record({ ...all, ...some }, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<T>
}
