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
 * The index of the item that keeps its place on the screen when others come in above it, or -1. It is the one that is
 * read, or else the first visible one of a scrolled list. A list at its top that nobody reads shows what comes.
 */
export function keptIndex(placed: readonly Placed[], sight: Sight): number {
  const isInSight = ({ topPx, bottomPx }: Placed) => bottomPx > sight.topPx && topPx < sight.bottomPx
  const read = placed.findIndex((one) => one.isRead && isInSight(one))
  if (read !== -1 || sight.topPx <= 0) return read
  return placed.findIndex(isInSight)
}
