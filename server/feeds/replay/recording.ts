import type { LeftOut } from '../../domain/recording.js'
import { msPerMinute } from '../../domain/units.js'
import type { Arrival } from '../deribit/language/arrival.js'
import { createPlacing, type TimedMessage } from './place-frames.js'
import { readRecordedLine } from './recorded-line.js'
import { readLines, type RecordingFile } from './recording-file.js'
import { ordinaryStepMs } from './time-jumps.js'

/**
 * Reads the frames of a file and puts them in their place in time. Rejects when the file cannot be read. It calls
 * `onLeftOut` for every line and frame that it leaves out. It also calls it for frames out of order, which it plays.
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
 * The times of a recorded frame. `timeMs` is the recording's time. We hear the frame at `receivedTimeMs`, which is now.
 * A frame that names a slightly later time counts as of `timeMs`. One that names a time a minute later is not believed.
 */
export function recordedArrival(timeMs: number, receivedTimeMs: number): Arrival {
  const [aheadTimeMs, latestTimeMs] = [timeMs + ordinaryStepMs, timeMs + msPerMinute]
  return { receivedTimeMs, exchangeTimeMs: timeMs, aheadTimeMs, latestTimeMs }
}
