/** How far a level is from a price, in percent of the price; null when either is unknown. */
export function distancePct(levelUsd: number | null, priceUsd: number | null): number | null {
  return levelUsd === null || priceUsd === null || priceUsd === 0 ? null : (levelUsd / priceUsd - 1) * 100
}
