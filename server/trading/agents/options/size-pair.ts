import { floorCoin } from '../rounding.js'
import type { AgentView } from '../trading-agent.js'
import { coin } from '../wording.js'
import type { OptionOffer } from './option-offer.js'

/** What limits the size of a call and a put that are traded together. */
export interface PairLimits {
  /** USD per volatility point of both, at most this share of the account's value. */
  readonly vegaShare: number
  /** Share of the free margin that both may take; the rest is for hedges and adverse moves. */
  readonly marginShare: number
  /** What a short option is assumed to tie up besides its premium, of the underlying: Deribit's most, for one at the money. */
  readonly shortMarginRate: number
  /** What taking a quote is assumed to cost, of the underlying: Deribit's option fee. */
  readonly feeRate: number
  /** Nothing is traded when a quote carries less than this share of what is wanted. */
  readonly minQuoteShare: number
  /** Quantities are multiples of this where the exchange tells no lot. */
  readonly lotCoin: number
}

/** The size of each of the two, or why nothing is traded. */
export type PairSize = { readonly quantityCoin: number } | { readonly tooSmall: string }

/** min(vega limit, margin limit, quoted sizes), in whole lots. A long option ties up its premium, a short one margin. */
export function sizePair(
  { account, market, instruments }: AgentView,
  offers: readonly [OptionOffer, OptionOffer],
  { direction, underlyingUsd }: { readonly direction: 1 | -1; readonly underlyingUsd: number },
  limits: PairLimits,
): PairSize {
  const lotOf = ({ symbol }: OptionOffer) => instruments.get(symbol)?.lotSize ?? limits.lotCoin
  const leastOf = ({ symbol }: OptionOffer) => instruments.get(symbol)?.minOrderSize ?? 0
  const lotCoin = Math.max(...offers.map(lotOf))
  const leastCoin = Math.max(lotCoin, ...offers.map(leastOf))
  const inLots = (coins: number) => {
    const floored = floorCoin(coins, lotCoin)
    return floored < leastCoin ? 0 : floored
  }
  const sum = (of: (offer: OptionOffer) => number) => of(offers[0]) + of(offers[1])
  const heldBack = underlyingUsd * (limits.feeRate + (direction === -1 ? limits.shortMarginRate : 0))
  const byMargin = (limits.marginShare * account.marginAvailableUsd) / sum(({ priceUsd }) => priceUsd + heldBack)
  const vegaUsd = sum((offer) => Math.abs(offer.vegaUsd))
  const byVega = vegaUsd > 0 ? (limits.vegaShare * account.accountValueUsd) / vegaUsd : Infinity
  const wanted = inLots(Math.min(byMargin, byVega))
  if (wanted === 0) return { tooSmall: `The account is too small for ${coin(leastCoin, market.currency)} of each` }
  const quoted = Math.min(offers[0].sizeCoin, offers[1].sizeCoin)
  const quantityCoin = inLots(Math.min(wanted, quoted))
  if (quantityCoin > 0 && quoted >= wanted * limits.minQuoteShare) return { quantityCoin }
  const [carried, needed] = [coin(quoted, market.currency), coin(wanted, market.currency)]
  return { tooSmall: `The quotes carry ${carried} of the ${needed} wanted` }
}
