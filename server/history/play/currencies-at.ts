import type { UnixMs } from '../../domain/units.js'
import { answerOf, slicer } from '../../lib/in-slices.js'
import { never } from '../../lib/stop.js'
import { openSegment } from '../segment/read-segment.js'
import type { RecordedStepsParts } from './recorded-steps.js'

/** Those that a recording has at a time. Null: nothing is recorded then. Rejects as the history does, and with `UnreadableSegment`. */
export async function currenciesAt(
  atMs: UnixMs,
  { history, market, rest }: RecordedStepsParts,
): Promise<readonly string[] | null> {
  let currencies: readonly string[] | null = null
  const inSlices = slicer(rest)
  // What ends then and what begins then: the last of it.
  for await (const { pieces } of history.segments(market, { fromMs: atMs - 1, toMs: atMs + 1 })) {
    const [first] = pieces
    const steps = first && openSegment(first).keyFrameInSteps('STATES')
    const keyFrame = steps && (await answerOf(steps, (all) => inSlices(all, never)))
    if (keyFrame) currencies = keyFrame.currencies.map(({ currency }) => currency)
  }
  return currencies
}
