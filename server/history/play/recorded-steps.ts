import type { UnixMs } from '../../domain/units.js'
import { answerOf, slicer } from '../../lib/in-slices.js'
import { never } from '../../lib/stop.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { HistoryReader, RecordedMarket } from '../market-history.js'
import type { RecordedEvent } from '../recorded-event.js'
import { openSegment, type OpenSegment, type OptionsRead } from '../segment/read-segment.js'

/** What is next in a recording. */
export type RecordedStep = RecordedEvent | RecordedFrame

/** A segment begins. */
interface RecordedFrame {
  readonly heardMs: UnixMs
  /** All that the market was then. Null: the segment before ended then, so nothing is new. To read what is known would be costly. */
  readonly keyFrame: KeyFrame | null
}

const untilNow = Number.MAX_SAFE_INTEGER

export interface RecordedStepsParts {
  readonly history: Pick<HistoryReader, 'segments'>
  readonly market: RecordedMarket
  /** Lets others go on, after some milliseconds of work. */
  readonly rest: () => Promise<void>
}

/** Reads a recording step by step, from the key frame of the segment that has a time, or of the first one after it. */
export class RecordedSteps {
  readonly #pieces: AsyncIterator<OpenSegment, void>
  readonly #options: OptionsRead
  readonly #inSlices: ReturnType<typeof slicer>
  #steps: Iterator<RecordedStep, void> = [].values()
  #next: RecordedStep | null = null
  /** Where the piece at hand ends. */
  #endMs: UnixMs | null = null

  constructor({ history, market, rest }: RecordedStepsParts, fromMs: UnixMs, options: OptionsRead = 'ALL') {
    this.#options = options
    this.#inSlices = slicer(rest)
    this.#pieces = piecesOf(history, market, fromMs)
  }

  /** What is next of what is at hand. Null: `load` has to read more. */
  peek(): RecordedStep | null {
    this.#next ??= this.#steps.next().value ?? null
    return this.#next
  }

  take(): void {
    this.#next = null
  }

  /** Answers whether anything is next. It reads more only when nothing is at hand. */
  async load(): Promise<boolean> {
    while (this.peek() === null) {
      const { value: piece } = await this.#pieces.next()
      if (!piece) return false
      const frame = piece.hasKeyFrame ? await this.#frameOf(piece) : null
      this.#steps = stepsOf(frame, piece.events(-Infinity, Infinity, this.#options))
      this.#endMs = piece.toMs
    }
    return true
  }

  async #frameOf(piece: OpenSegment): Promise<RecordedFrame> {
    const goesOn = piece.fromMs === this.#endMs
    return { heardMs: piece.fromMs, keyFrame: goesOn ? null : await this.#keyFrameOf(piece) }
  }

  #keyFrameOf(piece: OpenSegment): Promise<KeyFrame | null> {
    return answerOf(piece.keyFrameInSteps(this.#options), (steps) => this.#inSlices(steps, never))
  }

  async close(): Promise<void> {
    await this.#pieces.return?.()
  }
}

async function* piecesOf(
  history: Pick<HistoryReader, 'segments'>,
  market: RecordedMarket,
  fromMs: UnixMs,
): AsyncGenerator<OpenSegment, void> {
  for await (const { pieces } of history.segments(market, { fromMs, toMs: untilNow })) {
    for (const bytes of pieces) yield openSegment(bytes)
  }
}

function* stepsOf(frame: RecordedFrame | null, events: Iterable<RecordedEvent>): Generator<RecordedStep, void> {
  if (frame) yield frame
  yield* events
}
