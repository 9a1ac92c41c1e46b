import { isOption, type InstrumentState, type ListedInstrument, type ListedOption } from '../domain/instrument.js'
import type { ListingEvent } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import { sameFields } from '../lib/same.js'
import { hearingOf, type CurrencyState } from './currency-state.js'
import { newExpiry, type ExpiryState } from './expiry-state.js'
import { hear, unheard, type Hearing } from './heard.js'
import { newOptionState, type OptionState } from './option-state.js'

/**
 * Replaces what is listed of the kinds in the event. Keeps what we know of the options that stay, and states that are
 * newer than the event. Answers the expiries whose options changed.
 */
export function foldListing(state: CurrencyState, event: ListingEvent): UnixMs[] {
  const instruments = [
    ...new Map(event.instruments.map((row) => [row.symbol, withState(state, row, hearingOf(state, event))])).values(),
  ]
  const kinds = new Set(instruments.map(({ kind }) => kind))
  const others = [...state.instruments.values()].filter(({ kind }) => !kinds.has(kind))
  const listed = [...others, ...instruments].sort(byKindAndContract)
  const known = state.instruments
  if (listed.length !== known.size || listed.some((one) => !sameListed(one, known.get(one.symbol)))) {
    state.instruments = new Map(listed.map((one) => [one.symbol, keptIfSame(one, known.get(one.symbol))]))
  }
  forgetStates(state)
  return kinds.has('OPTION') ? foldListedOptions(state, listed.filter(isOption)) : []
}

function withState(state: CurrencyState, row: ListedInstrument, hearing: Hearing): ListedInstrument {
  const heard = hear(state.states.get(row.symbol) ?? unheard, row.state, hearing)
  state.states.set(row.symbol, heard)
  return { ...row, state: heard.value }
}

/**
 * Forgets the states of instruments that are not listed any more. No listing may name the perpetual, so its state
 * stays.
 */
function forgetStates({ states, instruments, perpetual }: CurrencyState): void {
  for (const symbol of states.keys()) {
    if (!instruments.has(symbol) && symbol !== perpetual?.symbol) states.delete(symbol)
  }
}

function keptIfSame(one: ListedInstrument, known: ListedInstrument | undefined): ListedInstrument {
  return known && sameListed(one, known) ? known : one
}

/**
 * Sets the state of an instrument. Undefined: the feed did not speak of it. Answers the expiries that this changed. Null
 * when it changed nothing.
 */
export function foldState(
  state: CurrencyState,
  symbol: string,
  told: InstrumentState | undefined,
  hearing: Hearing,
): UnixMs[] | null {
  if (told === undefined) return null
  const before = state.states.get(symbol) ?? unheard
  const heard = hear(before, told, hearing)
  if (heard === before) return null
  state.states.set(symbol, heard)
  if (heard.value === before.value) return null
  const listed = state.instruments.get(symbol)
  if (listed) state.instruments = new Map(state.instruments).set(symbol, { ...listed, state: heard.value })
  const expiry = state.expiries.get(state.expiryOf.get(symbol) ?? 0)
  const option = expiry?.options.get(symbol)
  if (!expiry || !option) return []
  expiry.options.set(symbol, { ...option, instrument: { ...option.instrument, state: heard.value } })
  return [expiry.expiryMs]
}

/** Takes all listed options, in the order of `byKindAndContract`. */
function foldListedOptions(state: CurrencyState, listed: readonly ListedOption[]): UnixMs[] {
  const byExpiry = groupByExpiry(listed)
  const changed = [...state.expiries.keys()].filter((expiryMs) => !byExpiry.has(expiryMs))
  const next = new Map<UnixMs, ExpiryState>()
  for (const [expiryMs, options] of byExpiry) {
    const known = state.expiries.get(expiryMs)
    const expiry = relistedExpiry(known ?? newExpiry(expiryMs), options)
    if (expiry !== known) changed.push(expiryMs)
    next.set(expiryMs, expiry)
  }
  state.expiries = next
  state.expiryOf = new Map(listed.map((one) => [one.symbol, one.expiryMs]))
  return changed
}

/** The same expiry if exactly these options were listed before. */
function relistedExpiry(expiry: ExpiryState, listed: readonly ListedOption[]): ExpiryState {
  const known = expiry.options
  const isSame =
    listed.length === known.size && listed.every((one) => sameListed(one, known.get(one.symbol)?.instrument))
  if (isSame) return expiry
  return { ...expiry, options: new Map(listed.map((one) => [one.symbol, relisted(one, known.get(one.symbol))])) }
}

function sameListed(listed: ListedInstrument, known: ListedInstrument | undefined): boolean {
  if (!known || !sameFields(listed, known, ['tickSize'])) return false
  return JSON.stringify(listed.tickSize) === JSON.stringify(known.tickSize)
}

function byKindAndContract(a: ListedInstrument, b: ListedInstrument): number {
  if (isOption(a) && isOption(b)) {
    return a.expiryMs - b.expiryMs || a.strikeUsd - b.strikeUsd || a.optionKind.localeCompare(b.optionKind)
  }
  return a.kind === b.kind ? a.symbol.localeCompare(b.symbol, 'en') : isOption(a) ? 1 : -1
}

function relisted(instrument: ListedOption, known: OptionState | undefined): OptionState {
  return known ? { ...known, instrument } : newOptionState(instrument)
}

function groupByExpiry(instruments: readonly ListedOption[]): Map<UnixMs, ListedOption[]> {
  const groups = new Map<UnixMs, ListedOption[]>()
  for (const instrument of instruments) {
    const group = groups.get(instrument.expiryMs)
    if (group) group.push(instrument)
    else groups.set(instrument.expiryMs, [instrument])
  }
  return groups
}
