import type { Quote } from '../../domain/quote.js'
import type { UnixMs } from '../../domain/units.js'
import { tradedInstrument } from '../engine/instrument-rules.js'

/** How long prices that are far from the remembered ones must stay there until they are believed, in market time. */
const confirmedAfterMs = 1_000

type Prices = Pick<Quote, 'symbol' | 'lastMarkPriceUsd' | 'lastUnderlyingPriceUsd'>

/**
 * The quotes of instruments from before the start. The first mark and forward after the start are compared with them. When
 * these are far away, the feed may be wrong, or the market moved while nobody listened. So they are believed only when they
 * are still there a second later.
 */
export class RememberedMarks {
  readonly #quotes = new Map<string, Quote>()
  readonly #doubted = new Map<string, { readonly prices: Prices; readonly timeMs: UnixMs }>()

  has(quote: Quote): boolean {
    return this.#quotes.get(quote.symbol) === quote
  }

  add(quote: Quote): void {
    this.#quotes.set(quote.symbol, quote)
  }

  /** Whether the prices of a quote heard at this time of the market are believed. Once they were, all later ones are. */
  believes(quote: Quote, timeMs: UnixMs): boolean {
    const { symbol, markPriceUsd } = quote
    const before = this.#quotes.get(symbol)
    if (!before || markPriceUsd === null) return true
    const doubted = this.#doubted.get(symbol)
    const isRepeated = doubted !== undefined && isNear(quote, doubted.prices)
    if (!isNear(quote, before) && !(isRepeated && timeMs >= doubted.timeMs + confirmedAfterMs)) {
      if (!isRepeated) this.#doubted.set(symbol, { prices: quote, timeMs })
      return false
    }
    this.#quotes.delete(symbol)
    this.#doubted.delete(symbol)
    return true
  }
}

/** The quote without its mark and forward, which are not believed. So nothing acts on it. */
export function withoutMark(quote: Quote): Quote {
  const noMark = { markPriceUsd: null, lastMarkPriceUsd: null, markPriceCoin: null, markIv: null }
  return { ...quote, ...noMark, underlyingPriceUsd: null, lastUnderlyingPriceUsd: null }
}

/** A perpetual and a forward may have moved by a tenth; an option may be worth twice as much or half, and a few ticks. */
function isNear(a: Prices, b: Prices): boolean {
  const instrument = tradedInstrument(a.symbol)
  const [factor, slackUsd] = instrument.kind === 'OPTION' ? [2, 0.0005 * instrument.option.strikeUsd] : [1.1, 0]
  return (
    isWithin(a.lastMarkPriceUsd, b.lastMarkPriceUsd, factor, slackUsd) &&
    isWithin(a.lastUnderlyingPriceUsd, b.lastUnderlyingPriceUsd, 1.1, 0)
  )
}

function isWithin(a: number | null, b: number | null, factor: number, slackUsd: number): boolean {
  return a === null || b === null || Math.max(a, b) <= factor * Math.min(a, b) + slackUsd
}
