import { parseMessage, readMessage, type DeribitMessage } from '../deribit/messages.js'
import { isRecord } from '../deribit/readings.js'

/** A frame of a recording. */
export interface RecordedFrame {
  /** When it was received, if the recording says so. */
  readonly receivedTimeMs: number | null
  readonly message: DeribitMessage
}

/** `skip` for lines that hold no frame of the exchange: blank ones, and what the recording client sent itself. */
export type RecordedLine = RecordedFrame | 'skip' | 'broken'

const withReceiveTime = /^(?:\S+ -> )?(\d{9,11}(?:\.\d+)?): (\{.*\})\s*$/
const ownSend = /^\S+ (?:<-|<->) \d/

/**
 * Reads a line of a recording, in any of its formats: seconds of receipt and the frame as text, `123.45: {…}`; our
 * recorder's `{"receivedTimeMs", "frame"}`; a bare frame. Never throws.
 */
export function readRecordedLine(line: string): RecordedLine {
  if (line.startsWith('{')) return readJsonLine(line)
  const match = withReceiveTime.exec(line)
  if (match) return frameOf(parseMessage(match[2] ?? ''), Math.round(Number(match[1]) * 1000))
  return line.trim() === '' || ownSend.test(line) ? 'skip' : 'broken'
}

function readJsonLine(line: string): RecordedLine {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return 'broken'
  }
  if (!isRecord(json) || json.receivedTimeMs === undefined) return frameOf(readMessage(json), null)
  if (typeof json.receivedTimeMs !== 'number' || json.frame === undefined) return 'broken'
  return frameOf(readMessage(json.frame), json.receivedTimeMs)
}

function frameOf(message: DeribitMessage, receivedTimeMs: number | null): RecordedLine {
  return message.kind === 'unknown' ? 'broken' : { receivedTimeMs, message }
}
