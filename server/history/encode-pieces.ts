import { setImmediate as nextTurn } from 'node:timers/promises'
import { answerOf, inSlices } from '../lib/in-slices.js'
import type { RecordedEvent } from './recorded-event.js'
import { openSegment } from './segment/read-segment.js'
import { UnreadableSegment } from './segment/segment-frame.js'
import type { Segment } from './segment/segment.js'
import { SegmentWriter } from './segment/write-segment.js'

/** A piece as bytes. Other work runs between its events. */
export async function encodePiece({ fromMs, toMs, keyFrame, events }: Segment): Promise<Uint8Array> {
  const writer = new SegmentWriter(fromMs, keyFrame)
  await writeAll(writer, events)
  return writer.finish(toMs)
}

/** One segment of pieces that follow each other. Other work runs between their events. */
export async function joinPieces([first, ...others]: readonly Uint8Array[]): Promise<Uint8Array> {
  if (!first) throw new Error('There are no pieces to join')
  const opened = openSegment(first)
  if (others.length === 0 && opened.hasKeyFrame) return first
  const keyFrame = await answerOf(opened.keyFrameInSteps(), (steps) => inSlices(steps, 1, signal))
  if (!keyFrame) throw new UnreadableSegment('The first piece has no key frame')
  const writer = new SegmentWriter(opened.fromMs, keyFrame)
  await writeAll(writer, opened.events(-Infinity, Infinity))
  let endMs = opened.toMs
  for (const bytes of others) {
    const piece = openSegment(bytes)
    if (piece.fromMs !== endMs) throw new UnreadableSegment(`A piece begins at ${piece.fromMs}, not at ${endMs}`)
    await writeAll(writer, piece.events(-Infinity, Infinity))
    await nextTurn()
    endMs = piece.toMs
  }
  return writer.finish(endMs)
}

/** What is begun is finished. */
const { signal } = new AbortController()

async function writeAll(writer: SegmentWriter, events: Iterable<RecordedEvent>): Promise<void> {
  await inSlices(addEach(writer, events), 1, signal)
}

function* addEach(writer: SegmentWriter, events: Iterable<RecordedEvent>): Generator<void> {
  for (const recorded of events) {
    writer.add(recorded)
    yield
  }
}
