import type { PageRange } from './page-query.js'

/** How many positions one query searches, each once for every filter: some milliseconds of a database. */
const mostPositions = 10_000
/** Below this the query itself takes longer than what it reads. */
const leastPositions = 1_000

/** The range in pieces, in its direction, up to the newest position. */
export function* stretchesOf(range: PageRange, newest: number, filters = 1): Generator<PageRange> {
  const stretchPositions = Math.max(leastPositions, Math.floor(mostPositions / filters))
  const { above, direction } = range
  const below = Math.min(range.below, newest + 1)
  const pieces = Math.ceil((below - above - 1) / stretchPositions)
  for (let piece = 0; piece < pieces; piece++) {
    const passed = piece * stretchPositions
    yield direction === 'NEWEST_FIRST'
      ? { ...range, above: Math.max(above, below - passed - stretchPositions - 1), below: below - passed }
      : { ...range, above: above + passed, below: Math.min(below, above + passed + stretchPositions + 1) }
  }
}
