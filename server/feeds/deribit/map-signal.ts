import type { Mapping } from './mapping.js'
import { isRecord } from './readings.js'

/** Something a frame said that is not a market value. */
export type MapperSignal =
  | { readonly kind: 'instruments-changed'; readonly currency: string }
  | { readonly kind: 'public-access'; readonly open: boolean }

/** Signal of an `instrument.state` frame. Any state is news: their names differ between years. */
export function mapInstrumentState(data: unknown, mapping: Mapping): MapperSignal | null {
  const name = isRecord(data) && typeof data.instrument_name === 'string' ? data.instrument_name : ''
  const option = mapping.optionOf(name)
  if (option) return { kind: 'instruments-changed', currency: option.currency }
  mapping.ignore(name === '' ? 'shape' : 'instrument', name)
  return null
}

/** Signal of a `platform_state` frame: maintenance shuts out everybody, the other switch all who are not logged in. */
export function mapPlatformState(data: unknown, mapping: Mapping): MapperSignal | null {
  if (isRecord(data)) {
    const { allow_unauthenticated_public_requests: allowed, maintenance } = data
    if (typeof allowed === 'boolean') return { kind: 'public-access', open: allowed }
    if (typeof maintenance === 'boolean') return { kind: 'public-access', open: !maintenance }
  }
  mapping.ignore('channel', 'platform_state')
  return null
}
