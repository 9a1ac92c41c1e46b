import { parseOptionName } from '../../../domain/instrument-name.js'
import type { OptionInstrument } from '../../../domain/instrument.js'
import type { MarketEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import type { Ignore, IgnoredReason } from './readings.js'

/** What we need to know to map one frame. */
export interface Mapping {
  readonly arrival: Arrival
  readonly ignore: Ignore
  readonly optionOf: (name: string) => OptionInstrument | null
  readonly indexFromTickers: ReadonlySet<string>
}

/** Reports what is left out. Gives no events. */
export function leaveOut(mapping: Mapping, reason: IgnoredReason, what: string): readonly MarketEvent[] {
  mapping.ignore(reason, what)
  return []
}

/** Whether the frame said nothing that we carry. */
export function isEmpty(values: object): boolean {
  for (const _ in values) return false
  return true
}

/** As `parseOptionName`, but it remembers: the same few thousand names come again all day. */
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
