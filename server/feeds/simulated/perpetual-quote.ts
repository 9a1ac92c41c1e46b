import type { UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { normalAt, uniformAt, type RandomKey } from './hashed-random.js'
import type { MarketSettings } from './market-settings.js'

/** Best bid and ask of a perpetual in USD, on the tick. */
export interface PerpetualPrices {
  readonly bidUsd: number
  readonly askUsd: number
}

/** How near, in ticks, a quote may come to the fair price. */
const margin = 0.25

/** One or two ticks around the fair price. */
export function perpetualPrices(fairUsd: number, { perpetual: { tickUsd } }: MarketSettings): PerpetualPrices {
  return {
    bidUsd: roundTo(Math.floor(fairUsd / tickUsd - margin) * tickUsd, 2),
    askUsd: roundTo(Math.ceil(fairUsd / tickUsd + margin) * tickUsd, 2),
  }
}

const sides = { bid: 1, ask: 2 }
/** How long an amount stays on average while its price does. */
const amountLifeMs = 2_000

/** The amount in USD at a quoted price. Another price has another amount, and after a while so has the same price. */
export function quotedAmountUsd(
  side: keyof typeof sides,
  priceUsd: number,
  timeMs: UnixMs,
  { perpetual: { tickUsd, contractUsd, quoteUsd } }: MarketSettings,
  key: RandomKey,
): number {
  const tick = Math.round(priceUsd / tickUsd)
  const age = Math.floor(timeMs / amountLifeMs + uniformAt(key, sides[side], tick))
  const size = Math.exp(1.1 * normalAt(key, sides[side] + 2 * tick, age))
  return Math.max(1, Math.round((quoteUsd / contractUsd) * size)) * contractUsd
}
