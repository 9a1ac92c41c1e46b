import type { LeftOut } from '../../domain/recording.js'
import { msPerMinute } from '../../domain/units.js'
import { readLines, type LineFile } from '../../lib/line-file.js'
import type { Arrival } from '../deribit/language/arrival.js'
import { createPlacing, type TimedMessage } from './place-frames.js'
import { readRecordedLine } from './recorded-line.js'
import { ordinaryStepMs } from './time-jumps.js'

export interface RecordingOptions {
  /** Called for every line and frame that is left out, and for frames out of order, which are not. */
  readonly onLeftOut?: (why: LeftOut, line: number) => void
  /** Called for every whole line, by its number, that no recorder writes. */
  readonly onBroken?: (line: number) => void
  /** Called now and then with how many bytes of the file were read. */
  readonly onRead?: (bytes: number) => void
}

/** Reads the frames of a file and puts them in their place in time. Rejects when the file cannot be read. */
export async function* readRecording(
  file: LineFile,
  { onLeftOut = () => {}, onBroken = () => {}, onRead = () => {} }: RecordingOptions = {},
): AsyncGenerator<TimedMessage> {
  const placing = createPlacing(onLeftOut)
  for await (const { text, number, isWhole } of readLines(file, { mayBeCutOff: true, onRead })) {
    const read = readRecordedLine(text)
    if (read === 'broken' && isWhole) onBroken(number)
    if (read === 'broken' || read === 'unknown') onLeftOut(isWhole ? 'unread' : 'cutOff', number)
    if (typeof read !== 'string') yield* placing.place(read, { bytes: text.length, line: number })
  }
  yield* placing.rest()
}

/**
 * The times of a recorded frame. `timeMs` is the recording's time. We hear the frame at `receivedTimeMs`, which is now.
 * A frame that names a slightly later time counts as of `timeMs`. One that names a time a minute later is not believed.
 */
export function recordedArrival(timeMs: number, receivedTimeMs: number): Arrival {
  const [aheadTimeMs, latestTimeMs] = [timeMs + ordinaryStepMs, timeMs + msPerMinute]
  return { receivedTimeMs, exchangeTimeMs: timeMs, aheadTimeMs, latestTimeMs }
}
