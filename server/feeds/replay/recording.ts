import { createReadStream } from 'node:fs'
import { msPerDay, msPerMinute } from '../../domain/units.js'
import type { Arrival } from '../deribit/arrival.js'
import type { DeribitMessage } from '../deribit/messages.js'
import { isRecord } from '../deribit/readings.js'
import { readRecordedLine } from './recorded-line.js'

/** A frame of a recording at its place in time. */
export interface TimedMessage {
  readonly message: DeribitMessage
  /** When it came, by the recording's clock; never goes back. */
  readonly timeMs: number
}

/**
 * The frames of a file one after the other, read as they are asked for. Frames without a time of receipt are placed
 * by the time of their data; more than a day ahead of the one before, only when the next is not back again. Rejects when
 * the file cannot be read; lines that are not understood, or not placed, go to `onBroken`.
 */
export async function* readRecording(file: string, onBroken: () => void = () => {}): AsyncGenerator<TimedMessage> {
  let timeMs: number | null = null
  let ahead: TimedMessage | null = null
  for await (const line of readLines(file)) {
    const read = readRecordedLine(line)
    if (read === 'broken') onBroken()
    if (typeof read === 'string') continue
    const own = read.receivedTimeMs ?? dataTimeMs(read.message)
    if (ahead && own !== null) {
      if (own < ahead.timeMs - msPerMinute) onBroken()
      else {
        timeMs = ahead.timeMs
        yield ahead
      }
      ahead = null
    }
    if (own !== null && read.receivedTimeMs === null && timeMs !== null && own > timeMs + msPerDay) {
      ahead = { message: read.message, timeMs: Math.round(own) }
      continue
    }
    if (own !== null) timeMs = Math.max(own, timeMs ?? own)
    if (timeMs !== null) yield { message: read.message, timeMs: Math.round(timeMs) }
  }
  if (ahead) yield ahead
}

/** No frame of the exchange is nearly as long; a longer line is cut, and then is broken. */
const longestLine = 64 * 1024 * 1024

async function* readLines(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) rest = ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/**
 * How frames of a recording are dated: heard `receivedTimeMs` by us now, said at the recording's time. The clock of who
 * recorded may have been a minute behind.
 */
export function recordedArrival(timeMs: number, receivedTimeMs: number): Arrival {
  const latestTimeMs = timeMs + msPerMinute
  return { receivedTimeMs, exchangeTimeMs: timeMs, aheadTimeMs: latestTimeMs, latestTimeMs }
}

function dataTimeMs(message: DeribitMessage): number | null {
  if (message.kind === 'answer') return message.usOut === null ? timeOf(message.result) : message.usOut / 1000
  return message.kind === 'notification' ? timeOf(message.data) : null
}

function timeOf(data: unknown): number | null {
  const one: unknown = Array.isArray(data) ? data[0] : data
  if (!isRecord(one)) return null
  const time = one.timestamp ?? one.creation_timestamp
  return Number.isSafeInteger(time) ? Number(time) : null
}
