import type { UnixMs } from '../domain/units.js'
import { silenced, unheard, type Heard } from './heard.js'
import { silencedOption, type OptionState } from './option-state.js'

/** What the feed last said about one expiry. */
export interface ExpiryState {
  readonly expiryMs: UnixMs
  /** By symbol, in order of strike, call before put. */
  readonly options: Map<string, OptionState>
  forward: Heard<number>
  /** The index when the options last changed. So a chain shows one moment. */
  indexPriceUsd: number | null
  asOf: UnixMs | null
}

export function newExpiry(expiryMs: UnixMs): ExpiryState {
  return { expiryMs, options: new Map(), forward: unheard, indexPriceUsd: null, asOf: null }
}

/** As `silence`, for one expiry. */
export function silenceExpiry(expiry: ExpiryState): void {
  expiry.forward = silenced(expiry.forward)
  for (const [symbol, option] of expiry.options) expiry.options.set(symbol, silencedOption(option))
}
