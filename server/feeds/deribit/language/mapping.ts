import type { OptionInstrument } from '../../../domain/instrument.js'
import type { MarketEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { parseOptionName } from '../../../domain/instrument-name.js'
import type { Ignore, IgnoredReason } from './readings.js'

/** What the mapping of one frame needs to know. */
export interface Mapping {
  readonly arrival: Arrival
  readonly ignore: Ignore
  readonly optionOf: (name: string) => OptionInstrument | null
  readonly indexFromTickers: ReadonlySet<string>
}

/** Reports what is left out, and gives the events that remain: none. */
export function leaveOut(mapping: Mapping, reason: IgnoredReason, what: string): readonly MarketEvent[] {
  mapping.ignore(reason, what)
  return []
}

/** Whether nothing was said. */
export function isEmpty(values: object): boolean {
  for (const _ in values) return false
  return true
}

/** `parseOptionName` that remembers: the same few thousand names come again all day. */
export function rememberOptionNames(): (name: string) => OptionInstrument | null {
  const known = new Map<string, OptionInstrument | null>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    if (known.size >= 20_000) known.clear()
    const option = parseOptionName(name)
    known.set(name, option)
    return option
  }
}
