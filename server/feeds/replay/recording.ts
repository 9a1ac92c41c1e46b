import { createReadStream } from 'node:fs'
import type { LeftOut } from '../../domain/recording.js'
import { msPerMinute } from '../../domain/units.js'
import type { Arrival } from '../deribit/arrival.js'
import { createPlacing, type TimedMessage } from './place-frames.js'
import { readRecordedLine } from './recorded-line.js'

/**
 * The frames of a file in their place in time, read as they are asked for. Rejects when the file cannot be read; tells
 * `onLeftOut` of every line and frame that is not among them, and of those out of order, which are.
 */
export async function* readRecording(
  file: string,
  onLeftOut: (why: LeftOut) => void = () => {},
): AsyncGenerator<TimedMessage> {
  const placing = createPlacing(onLeftOut)
  for await (const { text, isWhole } of readLines(file)) {
    const read = readRecordedLine(text)
    if (read === 'broken') onLeftOut(isWhole ? 'unread' : 'cutOff')
    if (typeof read !== 'string') yield* placing.place(read)
  }
  yield* placing.rest()
}

/** No frame of the exchange is nearly as long; a longer line is cut, and then is broken. */
const longestLine = 64 * 1024 * 1024

interface Line {
  readonly text: string
  /** False of a last line that no line break ends. */
  readonly isWhole: boolean
}

async function* readLines(file: string): AsyncGenerator<Line> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) rest = ''
    for (const text of lines) yield { text, isWhole: true }
  }
  if (rest !== '') yield { text: rest, isWhole: false }
}

/**
 * How frames of a recording are dated: heard `receivedTimeMs` by us now, said at the recording's time. The clock of who
 * recorded may have been a minute behind.
 */
export function recordedArrival(timeMs: number, receivedTimeMs: number): Arrival {
  const latestTimeMs = timeMs + msPerMinute
  return { receivedTimeMs, exchangeTimeMs: timeMs, aheadTimeMs: latestTimeMs, latestTimeMs }
}
