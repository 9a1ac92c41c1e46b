/**
 * Whether a bid stands above the ask. Each may have come in a frame of its own, so the pair is looked at where it is
 * kept; which of the two is wrong nobody knows.
 */
export function isCrossed(bid: number | null, ask: number | null): boolean {
  return bid !== null && ask !== null && bid > ask
}
