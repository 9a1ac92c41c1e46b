import type { LeftOut } from '../../domain/recording.js'
import { msPerMinute } from '../../domain/units.js'
import type { Arrival } from '../deribit/language/arrival.js'
import { createPlacing, type TimedMessage } from './place-frames.js'
import { readRecordedLine } from './recorded-line.js'
import { readLines, type RecordingFile } from './recording-file.js'
import { ordinaryStepMs } from './time-jumps.js'

/**
 * The frames of a file in their place in time, read as they are asked for. Rejects when the file cannot be read; tells
 * `onLeftOut` of every line and frame that is not among them, and of those out of order, which are.
 */
export async function* readRecording(
  file: RecordingFile,
  onLeftOut: (why: LeftOut) => void = () => {},
): AsyncGenerator<TimedMessage> {
  const placing = createPlacing(onLeftOut)
  for await (const { text, isWhole } of readLines(file)) {
    const read = readRecordedLine(text)
    if (read === 'broken') onLeftOut(isWhole ? 'unread' : 'cutOff')
    if (typeof read !== 'string') yield* placing.place(read, text.length)
  }
  yield* placing.rest()
}

/**
 * How frames of a recording are dated: heard `receivedTimeMs` by us now, said at the recording's time. One from a little
 * later counts as of then, and one from a minute later is not believed.
 */
export function recordedArrival(timeMs: number, receivedTimeMs: number): Arrival {
  const [aheadTimeMs, latestTimeMs] = [timeMs + ordinaryStepMs, timeMs + msPerMinute]
  return { receivedTimeMs, exchangeTimeMs: timeMs, aheadTimeMs, latestTimeMs }
}
