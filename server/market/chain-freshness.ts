import type { Freshness } from '../domain/source.js'
import { sameFields } from '../lib/same.js'
import type { CurrencyState } from './currency-state.js'
import type { ExpiryState } from './expiry-state.js'
import { freshness, type FreshnessOf } from './heard.js'
import type { OptionState } from './option-state.js'

export interface OptionFreshness {
  readonly quoteFreshness: Freshness
  readonly markFreshness: Freshness
}

export interface ChainFreshness {
  readonly freshness: Freshness
  readonly underlyingFreshness: Freshness
  /** In the order of the expiry's options. */
  readonly options: readonly OptionFreshness[]
}

/** All there are: thousands of options share them. */
const agesOf: Readonly<Record<Freshness, Readonly<Record<Freshness, OptionFreshness>>>> = {
  LIVE: {
    LIVE: { quoteFreshness: 'LIVE', markFreshness: 'LIVE' },
    STALE: { quoteFreshness: 'LIVE', markFreshness: 'STALE' },
  },
  STALE: {
    LIVE: { quoteFreshness: 'STALE', markFreshness: 'LIVE' },
    STALE: { quoteFreshness: 'STALE', markFreshness: 'STALE' },
  },
}

type Confirmed = Pick<CurrencyState, 'marksConfirmedAtMs' | 'allConfirmedAtMs'>

/**
 * A chain is STALE while its forward is, or any quote or mark that the feed has ever said. A forward that it never said
 * is LIVE.
 */
export function chainFreshness(expiry: ExpiryState, confirmed: Confirmed, freshnessOf: FreshnessOf): ChainFreshness {
  const { forward, asOf } = expiry
  const isSaid = forward.asOf !== null
  const underlyingFreshness = isSaid ? freshness([forward], freshnessOf, confirmed.allConfirmedAtMs) : 'LIVE'
  let isStale = asOf === null || underlyingFreshness === 'STALE'
  const options = [...expiry.options.values()].map((option) => {
    const one = optionFreshness(option, confirmed, freshnessOf)
    isStale ||= isShownStale(option, one)
    return one
  })
  return { freshness: isStale ? 'STALE' : 'LIVE', underlyingFreshness, options }
}

export function sameFreshness(a: ChainFreshness, b: ChainFreshness): boolean {
  if (!sameFields(a, b, ['options']) || a.options.length !== b.options.length) return false
  return a.options.every((one, index) => one === b.options[index] || sameFields(one, b.options[index] ?? one))
}

/** Quote and mark of an option age independently. */
function optionFreshness({ book, markIv }: OptionState, confirmed: Confirmed, freshnessOf: FreshnessOf) {
  const quoteFreshness = freshness([book.bid, book.ask], freshnessOf, confirmed.allConfirmedAtMs)
  const markFreshness = freshness([book.mark, markIv], freshnessOf, confirmed.marksConfirmedAtMs)
  return agesOf[quoteFreshness][markFreshness]
}

function isShownStale({ book, markIv }: OptionState, { quoteFreshness, markFreshness }: OptionFreshness): boolean {
  const isQuoteSaid = book.bid.asOf !== null || book.ask.asOf !== null
  const isMarkSaid = book.mark.asOf !== null || markIv.asOf !== null
  return (isQuoteSaid && quoteFreshness === 'STALE') || (isMarkSaid && markFreshness === 'STALE')
}
