import { parsePerpetualName } from '../../../domain/instrument-name.js'
import type { MarketEvent } from '../../../domain/market-events.js'
import { readEventTime, type Arrival } from './arrival.js'
import { currencyOfIndex, indexOfCurrency } from './index-name.js'
import { stateNamed } from './instrument-facts.js'
import { leaveOut, type Mapping } from './mapping.js'
import { isRecord, type Json } from './readings.js'

/** Names of price indices. */
export type LockedIndices = ReadonlySet<string> | 'ALL'

/** What a frame says besides market values. */
export type MapperSignal =
  | { readonly kind: 'instruments-changed'; readonly currency: string }
  | { readonly kind: 'public-access'; readonly open: boolean }
  /** Says it of all indices at once. */
  | { readonly kind: 'platform-lock'; readonly lockedIndices: LockedIndices }

/** What a frame means. */
export interface Mapped {
  readonly events: readonly MarketEvent[]
  readonly signal: MapperSignal | null
}

/** What an `instrument.state` frame says. Any state is news, because Deribit changed the names over the years. */
export function mapInstrumentState(data: unknown, mapping: Mapping): Mapped {
  const symbol = isRecord(data) && typeof data.instrument_name === 'string' ? data.instrument_name : ''
  const currency = mapping.optionOf(symbol)?.currency ?? parsePerpetualName(symbol)
  if (!isRecord(data) || currency === null) {
    return { events: leaveOut(mapping, symbol === '' ? 'shape' : 'instrument', symbol), signal: null }
  }
  const signal = { kind: 'instruments-changed', currency } as const
  const state = stateNamed(data.state)
  const eventTimeMs = readEventTime(data, 'timestamp', mapping.arrival, mapping.ignore)
  if (!state || eventTimeMs === null) return { events: [], signal }
  const { receivedTimeMs } = mapping.arrival
  return { events: [{ type: 'instrument-state', currency, symbol, state, eventTimeMs, receivedTimeMs }], signal }
}

/**
 * What a `platform_state` frame says. In maintenance the exchange is closed to everybody. Another switch closes it to
 * clients without a login. It can also lock or unlock an index, or all indices when it names none.
 */
export function mapPlatformState(data: unknown, mapping: Mapping): Mapped {
  const frame = isRecord(data) ? data : {}
  const events = mapIndexLock(frame, mapping)
  const signal = readPublicAccess(frame) ?? readPlatformLock(frame)
  if (events || signal) return { events: events ?? [], signal }
  return { events: leaveOut(mapping, 'channel', 'platform_state'), signal }
}

function readPublicAccess({ allow_unauthenticated_public_requests: allowed, maintenance }: Json): MapperSignal | null {
  const isTold = typeof maintenance === 'boolean' || typeof allowed === 'boolean'
  return isTold ? { kind: 'public-access', open: maintenance !== true && allowed !== false } : null
}

function readPlatformLock({ price_index: index, locked }: Json): MapperSignal | null {
  const isLocked = index == null ? readSwitch(locked) : null
  return isLocked === null ? null : { kind: 'platform-lock', lockedIndices: isLocked ? 'ALL' : new Set() }
}

/** The exchange writes both `true` and `"true"`. */
function readSwitch(said: unknown): boolean | null {
  if (said === true || said === 'true') return true
  return said === false || said === 'false' ? false : null
}

function mapIndexLock({ price_index: index, locked: said }: Json, mapping: Mapping): readonly MarketEvent[] | null {
  const currency = typeof index === 'string' ? currencyOfIndex(index.toLowerCase()) : null
  const locked = readSwitch(said)
  if (currency === null || locked === null) return null
  const { exchangeTimeMs: eventTimeMs, receivedTimeMs } = mapping.arrival
  return [{ type: 'index-lock', currency, locked, eventTimeMs, receivedTimeMs }]
}

/** Which indices are locked, by the answer of `public/status`. Null when it says nothing that we know. */
export function readLockedIndices(result: unknown): LockedIndices | null {
  if (!isRecord(result)) return null
  const { locked, locked_indices: indices } = result
  const isAll = readSwitch(locked)
  if (isAll === true) return 'ALL'
  if (isAll === null && locked !== 'partial') return null
  return new Set(Array.isArray(indices) ? indices.filter((index) => typeof index === 'string') : [])
}

/** Says of each currency whether its index is among the locked ones. */
export function indexLocks(
  lockedIndices: LockedIndices,
  currencies: readonly string[],
  { exchangeTimeMs: eventTimeMs, receivedTimeMs }: Arrival,
): readonly Extract<MarketEvent, { type: 'index-lock' }>[] {
  return currencies.map((currency) => {
    const locked = lockedIndices === 'ALL' || lockedIndices.has(indexOfCurrency(currency))
    return { type: 'index-lock', currency, locked, eventTimeMs, receivedTimeMs }
  })
}
