import { isOption } from '../../../server/domain/instrument.js'
import type { MarketEvent, OptionUpdate } from '../../../server/domain/market-events.js'
import type { ScriptedMarket } from './scripted-market.js'

/** What an event says that never was true of the market; empty when all of it was. */
export function untruths(event: MarketEvent, market: ScriptedMarket): string[] {
  switch (event.type) {
    case 'feed-state':
    case 'instrument-state':
    case 'index-lock':
      return []
    case 'delivery-price': {
      const truth = market.deliveryPrices(event.currency).get(event.expiryMs)
      return truth === event.priceUsd ? [] : [`delivery of ${event.currency} at ${event.priceUsd}, not ${truth}`]
    }
    case 'reset':
      return ['reset']
    case 'listing': {
      const symbols = event.instruments.filter(isOption).map(({ symbol }) => symbol)
      return market.wasListed(event.currency, symbols) ? [] : [`listing of ${symbols.length} ${event.currency} options`]
    }
    case 'options':
      return event.updates.flatMap((update) => optionUntruths(event.currency, update, market))
  }
  const truth = market.at(event.eventTimeMs)?.currencies.get(event.currency)
  if (saysNothing(event)) return []
  if (!truth) return [`${event.type} ${event.currency} at ${event.eventTimeMs}`]
  switch (event.type) {
    case 'index':
      return differences(event.type, { value: event.priceUsd }, { value: truth.indexPriceUsd })
    case 'volatility-index':
      return differences(event.type, { value: event.volatility }, { value: truth.volatilityIndex })
    case 'perpetual':
      return differences(event.symbol, event.values, truth.perpetual)
  }
}

/** A frame that is not believed makes values unknown. That is not wrong. */
function saysNothing(event: Extract<MarketEvent, { type: 'index' | 'volatility-index' | 'perpetual' }>): boolean {
  if (event.type === 'perpetual') return isAllNull(event.values)
  return event.type === 'index' ? event.priceUsd === null : event.volatility === null
}

function isAllNull(values: object): boolean {
  return Object.values(values).every((value) => value === null)
}

function optionUntruths(currency: string, update: OptionUpdate, market: ScriptedMarket): string[] {
  const { symbol, eventTimeMs, values } = update
  const truth = market.at(eventTimeMs)?.currencies.get(currency)?.options.get(symbol)
  if (isAllNull(values)) return []
  if (!truth) return [`${symbol} at ${eventTimeMs}`]
  const markPrice = values.markPrice === truth.exactMarkPrice ? truth.exactMarkPrice : truth.markPrice
  return differences(symbol, values, { ...truth, markPrice })
}

function differences(name: string, said: object, truth: object): string[] {
  const truths = new Map<string, unknown>(Object.entries(truth))
  return Object.entries(said)
    .filter(([field, value]) => !isSame(value, truths.get(field)))
    .map(([field, value]) => `${name} ${field} is ${JSON.stringify(value)}, not ${JSON.stringify(truths.get(field))}`)
}

/** Percent to fraction and back costs a last bit. */
function isSame(said: unknown, truth: unknown): boolean {
  if (typeof said === 'number' && typeof truth === 'number') return Math.abs(said - truth) <= 1e-12 * Math.abs(truth)
  return JSON.stringify(said) === JSON.stringify(truth)
}
