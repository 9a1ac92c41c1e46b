import type { PriceSeries, Tick } from '../domain/candle.js'
import type { EventTimes, MarketEvent, OptionsEvent } from '../domain/market-events.js'
import type { CurrencyState } from './currency-state.js'
import { believedNow, type Heard } from './heard.js'

/** The ticks of an event that the state has just taken in. */
export function heardTicks(state: CurrencyState, event: MarketEvent): readonly Tick[] {
  switch (event.type) {
    case 'index':
      return tickOf({ value: 'INDEX', currency: event.currency, symbol: null }, state.index, event)
    case 'volatility-index':
      return tickOf({ value: 'VOLATILITY_INDEX', currency: event.currency, symbol: null }, state.volatility, event)
    case 'perpetual': {
      const { currency, symbol, values } = event
      const { perpetual } = state
      if (!perpetual) return []
      const lastPriceUsd = perpetual.others.value?.lastPriceUsd ?? null
      const last: Heard<number> = { ...perpetual.others, value: lastPriceUsd, believed: lastPriceUsd, doubted: null }
      return [
        ...(values.markPriceUsd == null ? [] : tickOf({ value: 'MARK', currency, symbol }, perpetual.book.mark, event)),
        ...(values.lastPriceUsd == null ? [] : tickOf({ value: 'LAST', currency, symbol }, last, event)),
      ]
    }
    case 'options':
      return event.confirms ? [...markTicks(state, event), ...confirmedMarks(state, event)] : markTicks(state, event)
    default:
      return []
  }
}

/** None when the event was older than what was known, or its value is not believed. */
function tickOf(
  series: PriceSeries,
  heard: Heard<number>,
  { eventTimeMs }: Pick<EventTimes, 'eventTimeMs'>,
): readonly Tick[] {
  const value = believedNow(heard)
  return value === null || heard.asOf !== eventTimeMs ? [] : [{ series, timeMs: eventTimeMs, value }]
}

function markTicks(state: CurrencyState, { currency, updates }: OptionsEvent): readonly Tick[] {
  return updates.flatMap((update) => {
    const mark = markOf(state, update.symbol)
    if (!mark || update.values.markPrice == null) return []
    return tickOf({ value: 'MARK', currency, symbol: update.symbol }, mark, update)
  })
}

/** A mark that the event does not name is as it was. It was said again at the newest time in the event. */
function confirmedMarks(state: CurrencyState, { currency, updates }: OptionsEvent): readonly Tick[] {
  const timeMs = updates.reduce((newest, { eventTimeMs }) => Math.max(newest, eventTimeMs), 0)
  const named = new Set(updates.flatMap(({ symbol, values }) => (values.markPrice === undefined ? [] : [symbol])))
  const ticks: Tick[] = []
  for (const { options } of state.expiries.values()) {
    for (const [symbol, { book }] of options) {
      const value = named.has(symbol) || book.mark.heardAtMs === null ? null : believedNow(book.mark)
      if (value !== null) ticks.push({ series: { value: 'MARK', currency, symbol }, timeMs, value })
    }
  }
  return ticks
}

function markOf({ expiries, expiryOf }: CurrencyState, symbol: string): Heard<number> | undefined {
  return expiries.get(expiryOf.get(symbol) ?? 0)?.options.get(symbol)?.book.mark
}
