import type { Perpetual } from '../../domain/market-data.js'

/** What a trade in the perpetual would meet. */
export interface PerpetualOffer {
  readonly priceUsd: number
  /** Null when the size is not known. */
  readonly sizeCoin: number | null
}

/** The ask for buying (1), the bid for selling (−1). Null when there is none. */
export function perpetualOffer(perpetual: Perpetual | null, direction: 1 | -1): PerpetualOffer | null {
  if (perpetual === null) return null
  const { askPriceUsd, askAmountUsd, bidPriceUsd, bidAmountUsd } = perpetual
  const priceUsd = direction === 1 ? askPriceUsd : bidPriceUsd
  const amountUsd = direction === 1 ? askAmountUsd : bidAmountUsd
  if (priceUsd === null || !(priceUsd > 0)) return null
  return { priceUsd, sizeCoin: amountUsd === null ? null : amountUsd / priceUsd }
}

/** Between bid and ask; null when either is missing. */
export function midPriceUsd(perpetual: Perpetual | null): number | null {
  const [bid, ask] = [perpetualOffer(perpetual, -1), perpetualOffer(perpetual, 1)]
  return bid && ask ? (bid.priceUsd + ask.priceUsd) / 2 : null
}
