import type { Freshness } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import type { CurrencyState, ExpiryState } from './currency-state.js'
import type { OptionState } from './option-state.js'

/** Whether what was heard at a time, by our clock, is LIVE now. */
export type FreshnessOf = (heardAtMs: UnixMs | null) => Freshness

export interface OptionFreshness {
  readonly quoteFreshness: Freshness
  readonly markFreshness: Freshness
}

type Confirmed = Pick<CurrencyState, 'marksConfirmedAtMs' | 'allConfirmedAtMs'>

/** Each group of an option's values ages for itself. What was heard since the feed is up can be confirmed unnamed. */
export function optionFreshness(option: OptionState, confirmed: Confirmed, freshnessOf: FreshnessOf): OptionFreshness {
  const { quoteHeardAtMs, markHeardAtMs } = option
  return {
    quoteFreshness: freshnessOf(newest(quoteHeardAtMs, confirmed.allConfirmedAtMs)),
    markFreshness: freshnessOf(newest(markHeardAtMs, confirmed.marksConfirmedAtMs)),
  }
}

/** Of the forward; LIVE where none was ever said. */
export function forwardFreshness(expiry: ExpiryState, confirmed: Confirmed, freshnessOf: FreshnessOf): Freshness {
  if (expiry.underlyingAsOf === null) return 'LIVE'
  return freshnessOf(newest(expiry.underlyingHeardAtMs, confirmed.allConfirmedAtMs))
}

/** STALE while the forward is, or any group of any option that was ever heard. */
export function chainFreshness(expiry: ExpiryState, confirmed: Confirmed, freshnessOf: FreshnessOf): Freshness {
  if (expiry.asOf === null || forwardFreshness(expiry, confirmed, freshnessOf) === 'STALE') return 'STALE'
  for (const option of expiry.options.values()) {
    const { quoteFreshness, markFreshness } = optionFreshness(option, confirmed, freshnessOf)
    if (option.times.quote !== undefined && quoteFreshness === 'STALE') return 'STALE'
    if (option.times.mark !== undefined && markFreshness === 'STALE') return 'STALE'
  }
  return 'LIVE'
}

function newest(heardAtMs: UnixMs | null, confirmedAtMs: UnixMs | null): UnixMs | null {
  return heardAtMs === null || confirmedAtMs === null ? heardAtMs : Math.max(heardAtMs, confirmedAtMs)
}
