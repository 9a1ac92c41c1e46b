import type { UnixMs } from '../../domain/units.js'
import { readMessage, type DeribitMessage } from '../deribit/language/messages.js'
import { isRecord } from '../deribit/language/readings.js'
import { readRecordedTime } from './recorded-time.js'

/** A frame of a recording. */
export interface RecordedFrame {
  /** When the recorder received it, by its clock. Null when the recording does not say. */
  readonly receivedTimeMs: UnixMs | null
  readonly message: DeribitMessage
}

/**
 * `skip`: a blank line, or one that the recorder sent to the exchange. `unknown`: a line of a recorder with something in it that
 * is no frame we know.
 */
export type RecordedLine = RecordedFrame | 'skip' | 'unknown' | 'broken'

const withReceiveTime = /^(?:\S+ -> )?(\d{9,19}(?:\.\d+)?): (\{.*\})$/
const ownSend = /^\S+ (?:<-|<->) \d/

/**
 * Reads a line of a recording. There are three formats: the time of receipt and the frame as text (`123.45: {…}`), our
 * recorder's `{"receivedTimeMs", "frame"}`, and a bare frame. A time that makes no sense counts as not given. It never
 * throws.
 */
export function readRecordedLine(text: string): RecordedLine {
  const line = text.trim()
  if (line.startsWith('{')) return readJsonLine(line)
  const match = withReceiveTime.exec(line)
  if (match) return jsonFrame(match[2] ?? '', match[1])
  return line === '' || ownSend.test(line) ? 'skip' : 'broken'
}

function readJsonLine(line: string): RecordedLine {
  const json = parsed(line)
  if (json === undefined) return 'broken'
  if (!isRecord(json) || json.frame === undefined) return frameOf(readMessage(json), null)
  return frameOf(readMessage(json.frame), json.receivedTimeMs)
}

function jsonFrame(text: string, receivedTime: unknown): RecordedLine {
  const json = parsed(text)
  return json === undefined ? 'broken' : frameOf(readMessage(json), receivedTime)
}

function frameOf(message: DeribitMessage, receivedTime: unknown): RecordedLine {
  return message.kind === 'unknown' ? 'unknown' : { receivedTimeMs: readRecordedTime(receivedTime), message }
}

/** Undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
