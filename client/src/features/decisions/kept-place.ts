/** A card or a line of the feed, in pixels from the top of the list. */
export interface Placed {
  readonly topPx: number
  readonly bottomPx: number
  /** Opened or focused: somebody reads it. */
  readonly isRead: boolean
}

export interface Sight {
  readonly topPx: number
  readonly bottomPx: number
}

/**
 * Which of them is to stay where it is on the screen when others come in above, or -1: what is read, else the first in
 * sight of a list that was scrolled. At its top a list that nobody reads shows what comes.
 */
export function keptIndex(placed: readonly Placed[], sight: Sight): number {
  const isInSight = ({ topPx, bottomPx }: Placed) => bottomPx > sight.topPx && topPx < sight.bottomPx
  const read = placed.findIndex((one) => one.isRead && isInSight(one))
  if (read !== -1 || sight.topPx <= 0) return read
  return placed.findIndex(isInSight)
}
