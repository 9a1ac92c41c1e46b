import { percent, usd } from '../wording.js'
import type { OptionOffer } from './option-offer.js'

/** `BTC-4DEC26-90000-C at 812.50 USD (delta 0.25, mark IV 48.2 %)` */
export function describeOffer({ symbol, priceUsd, delta, markIv }: OptionOffer): string {
  return `${symbol} at ${usd(priceUsd)} (delta ${delta.toFixed(2)}, mark IV ${percent(markIv)})`
}
