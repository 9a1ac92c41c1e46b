import type { Quote } from '../../domain/quote.js'
import type { UnixMs } from '../../domain/units.js'
import { tradedInstrument } from '../engine/instrument-rules.js'

/** How long a mark far from the remembered one has to stand, in market time. */
const confirmedAfterMs = 1_000

/**
 * What instruments were quoted at before the start. The first mark after it is compared with the one remembered: far from
 * that it may be a fault of the feed, or the market moved while nobody listened. So it is believed only when it still stands
 * a second later.
 */
export class RememberedMarks {
  readonly #quotes = new Map<string, Quote>()
  readonly #doubted = new Map<string, { readonly priceUsd: number; readonly timeMs: UnixMs }>()

  has(quote: Quote): boolean {
    return this.#quotes.get(quote.symbol) === quote
  }

  add(quote: Quote): void {
    this.#quotes.set(quote.symbol, quote)
  }

  /** Whether the mark of a quote heard at this time of the market is believed. Once one was, all later ones are. */
  believes({ symbol, markPriceUsd }: Quote, timeMs: UnixMs): boolean {
    const before = this.#quotes.get(symbol)?.lastMarkPriceUsd ?? null
    if (before === null || markPriceUsd === null) return true
    const isNear = nearnessOf(symbol)
    const doubted = this.#doubted.get(symbol)
    const isRepeated = doubted !== undefined && isNear(markPriceUsd, doubted.priceUsd)
    if (!isNear(markPriceUsd, before) && !(isRepeated && timeMs >= doubted.timeMs + confirmedAfterMs)) {
      if (!isRepeated) this.#doubted.set(symbol, { priceUsd: markPriceUsd, timeMs })
      return false
    }
    this.#quotes.delete(symbol)
    this.#doubted.delete(symbol)
    return true
  }
}

/** A quote whose mark is not believed: nothing acts on it. */
export function withoutMark(quote: Quote): Quote {
  const isPerpetual = tradedInstrument(quote.symbol).kind === 'PERPETUAL'
  const noUnderlying = isPerpetual && { underlyingPriceUsd: null, lastUnderlyingPriceUsd: null }
  return { ...quote, ...noUnderlying, markPriceUsd: null, lastMarkPriceUsd: null, markPriceCoin: null, markIv: null }
}

/** A perpetual may have moved by a tenth; an option may be worth twice as much or half, give or take a few ticks. */
function nearnessOf(symbol: string): (a: number, b: number) => boolean {
  const instrument = tradedInstrument(symbol)
  const [factor, slackUsd] = instrument.kind === 'OPTION' ? [2, 0.0005 * instrument.option.strikeUsd] : [1.1, 0]
  return (a, b) => Math.max(a, b) <= factor * Math.min(a, b) + slackUsd
}
