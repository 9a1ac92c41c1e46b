import type { PageRange } from './page-query.js'

/** How many positions one query searches, each once for every filter: some milliseconds of a database. */
const mostPositions = 10_000
/** Below this the query itself takes longer than what it reads. */
const leastPositions = 1_000

/** The positions of the oldest and the newest record. */
interface Extent {
  readonly oldest: number
  readonly newest: number
}

/** The range in pieces, in its direction, from the oldest position to the newest. */
export function* stretchesOf(range: PageRange, { oldest, newest }: Extent, filters = 1): Generator<PageRange> {
  const stretchPositions = Math.max(leastPositions, Math.floor(mostPositions / filters))
  const { direction } = range
  const above = Math.max(range.above, oldest - 1)
  const below = Math.min(range.below, newest + 1)
  const pieces = Math.ceil((below - above - 1) / stretchPositions)
  for (let piece = 0; piece < pieces; piece++) {
    const passed = piece * stretchPositions
    yield direction === 'NEWEST_FIRST'
      ? { ...range, above: Math.max(above, below - passed - stretchPositions - 1), below: below - passed }
      : { ...range, above: above + passed, below: Math.min(below, above + passed + stretchPositions + 1) }
  }
}
