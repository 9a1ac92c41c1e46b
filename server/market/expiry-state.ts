import type { UnixMs } from '../domain/units.js'
import { silenced, unheard, type Heard } from './heard.js'
import { silencedOption, type OptionState } from './option-state.js'

/** The options of one expiry, sorted by strike, call before put. */
export interface ExpiryState {
  readonly expiryMs: UnixMs
  readonly symbols: readonly string[]
  readonly options: Map<string, OptionState>
  forward: Heard<number>
  /** The index when the options last changed. So a chain shows one moment. */
  indexPriceUsd: number | null
  asOf: UnixMs | null
}

export function newExpiry(expiryMs: UnixMs): Omit<ExpiryState, 'symbols' | 'options'> {
  return { expiryMs, forward: unheard, indexPriceUsd: null, asOf: null }
}

/** As `silence`, for one expiry. */
export function silenceExpiry(expiry: ExpiryState): void {
  expiry.forward = silenced(expiry.forward)
  for (const [symbol, option] of expiry.options) expiry.options.set(symbol, silencedOption(option))
}
