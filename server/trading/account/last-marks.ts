import type { Quote } from '../../domain/quote.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import type { Ledger } from '../engine/ledger.js'
import type { Quotes } from '../engine/valuation.js'

/** The prices at which a position was valued and margined last; plain JSON. */
export interface LastMark {
  readonly symbol: string
  readonly markPriceUsd: number
  readonly underlyingPriceUsd: number | null
  readonly asOf: UnixMs
}

export function marksOf({ positions }: Ledger, quotes: Quotes): readonly LastMark[] {
  return positions.flatMap(({ symbol }) => {
    const quote = quotes.get(symbol)
    if (quote?.lastMarkPriceUsd == null) return []
    const { lastMarkPriceUsd: markPriceUsd, lastUnderlyingPriceUsd: underlyingPriceUsd, asOf } = quote
    return [{ symbol, markPriceUsd, underlyingPriceUsd, asOf }]
  })
}

/** Stale quotes with these marks. After a restart positions keep their value by them until the market is heard. Nobody trades at them. */
export function quotesOfMarks(marks: readonly LastMark[], source: DataSource): Quotes {
  return new Map(
    marks.map((mark): [string, Quote] => [
      mark.symbol,
      {
        ...{ ...unknown, ...mark, source },
        lastMarkPriceUsd: mark.markPriceUsd,
        lastUnderlyingPriceUsd: mark.underlyingPriceUsd,
      },
    ]),
  )
}

const unknown = {
  state: null,
  bidPriceUsd: null,
  bidQuantityCoin: null,
  askPriceUsd: null,
  askQuantityCoin: null,
  bidPriceCoin: null,
  askPriceCoin: null,
  markPriceCoin: null,
  markIv: null,
  greeks: null,
  indexPriceUsd: null,
  fundingRate8h: null,
  freshness: 'STALE',
} as const
