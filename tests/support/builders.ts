import type { Decision } from '../../server/domain/decision.js'
import { listedByName } from '../../server/domain/instrument-name.js'
import {
  expiryLabel,
  type ListedInstrument,
  type ListedOption,
  type OptionKind,
} from '../../server/domain/instrument.js'
import type { MarketData } from '../../server/domain/market-data.js'
import type { MarketEvent, OptionUpdate, OptionValues } from '../../server/domain/market-events.js'
import { decisionOf } from './trading/builders.js'

/** 2026-11-20T12:00Z, a Friday. */
export const noon = Date.UTC(2026, 10, 20, 12)
/** 2026-11-21T08:00Z and 2026-12-25T08:00Z. */
export const tomorrow = Date.UTC(2026, 10, 21, 8)
export const christmas = Date.UTC(2026, 11, 25, 8)

export function marketData(fields: Partial<MarketData>): MarketData {
  return {
    seq: 1,
    asOf: noon,
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: 'BTC',
    indexPriceUsd: 84_000,
    indexAsOf: noon,
    indexFreshness: 'LIVE',
    perpetual: null,
    volatilityIndex: null,
    volatilityIndexAsOf: null,
    volatilityIndexFreshness: 'STALE',
    ...fields,
  }
}

export function decision(fields: Partial<Decision>): Decision {
  return {
    ...decisionOf({ asOf: noon, model: 'test' }),
    id: `d-${fields.seq ?? 1}`,
    seq: 1,
    source: 'SIMULATED',
    freshness: 'LIVE',
    accountId: 'a',
    invalidationRule: null,
    outcome: null,
    pnlUsd: null,
    rMultiple: null,
    closedAtMs: null,
    recordedAtMs: noon,
    ...fields,
  }
}

export function option(strikeUsd: number, optionKind: OptionKind, expiryMs = tomorrow, currency = 'BTC'): ListedOption {
  const symbol = `${currency}-${expiryLabel(expiryMs)}-${strikeUsd}-${optionKind === 'CALL' ? 'C' : 'P'}`
  const listed = listedByName(symbol)
  if (listed?.kind !== 'OPTION') throw new Error(`${symbol} is no option`)
  return listed
}

/** Call and put at each strike. */
export function ladder(strikes: readonly number[], expiryMs = tomorrow, currency = 'BTC'): ListedOption[] {
  return strikes.flatMap((strike) => [
    option(strike, 'CALL', expiryMs, currency),
    option(strike, 'PUT', expiryMs, currency),
  ])
}

export function listing(instruments: readonly ListedInstrument[], at = noon, currency = 'BTC'): MarketEvent {
  return { type: 'listing', currency, instruments, eventTimeMs: at, receivedTimeMs: at }
}

export function indexTick(priceUsd: number, at = noon, currency = 'BTC'): MarketEvent {
  return { type: 'index', currency, priceUsd, eventTimeMs: at, receivedTimeMs: at }
}

export function update(symbol: string, values: Partial<OptionValues>, at = noon): OptionUpdate {
  return { symbol, values, eventTimeMs: at }
}

export function optionsEvent(updates: readonly OptionUpdate[], at = noon, currency = 'BTC'): MarketEvent {
  return { type: 'options', currency, updates, receivedTimeMs: at }
}

export const feedLive: MarketEvent = { type: 'feed-state', state: 'LIVE', detail: null }
