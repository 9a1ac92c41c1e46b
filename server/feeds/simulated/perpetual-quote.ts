import { roundTo } from '../../lib/round.js'
import type { MarketSettings } from './market-settings.js'
import type { Random } from './random.js'

/** Best bid and ask of a perpetual: prices in USD on the tick, amounts in USD. */
export interface PerpetualQuote {
  readonly bidUsd: number
  readonly bidAmountUsd: number
  readonly askUsd: number
  readonly askAmountUsd: number
}

/** How near, in ticks, a quote may come to the fair price. */
const margin = 0.25
const amountChange = 0.15

/** One or two ticks around the fair price. A side gets a new amount with each new price, and now and then without. */
export function quotePerpetual(
  fairUsd: number,
  before: PerpetualQuote | null,
  { perpetual }: MarketSettings,
  random: Random,
): PerpetualQuote {
  const { tickUsd, contractUsd, quoteUsd } = perpetual
  const bidUsd = roundTo(Math.floor(fairUsd / tickUsd - margin) * tickUsd, 2)
  const askUsd = roundTo(Math.ceil(fairUsd / tickUsd + margin) * tickUsd, 2)
  const draw = () => Math.max(1, Math.round((quoteUsd / contractUsd) * Math.exp(1.1 * random.normal()))) * contractUsd
  const keepBid = before?.bidUsd === bidUsd && !random.chance(amountChange)
  const keepAsk = before?.askUsd === askUsd && !random.chance(amountChange)
  return {
    bidUsd,
    bidAmountUsd: keepBid ? before.bidAmountUsd : draw(),
    askUsd,
    askAmountUsd: keepAsk ? before.askAmountUsd : draw(),
  }
}
