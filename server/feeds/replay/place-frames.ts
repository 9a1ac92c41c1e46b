import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { LeftOut } from '../../domain/recording.js'
import type { DeribitMessage } from '../deribit/messages.js'
import { isRecord } from '../deribit/readings.js'
import type { RecordedFrame } from './recorded-line.js'

/** A frame of a recording at its place in time. */
export interface TimedMessage {
  readonly message: DeribitMessage
  /** When it came, by the recording's clock; never goes back. */
  readonly timeMs: UnixMs
}

/** Puts frames in their place in time, as they come. */
export interface Placing {
  /** The frames whose place is known now. */
  place(frame: RecordedFrame): readonly TimedMessage[]
  /** Those that still waited, when no more come. */
  rest(): readonly TimedMessage[]
}

/** Frames without a date wait with the dated one before them; this many at most. */
const mostHeld = 1_000

/**
 * A frame is placed at its time of receipt, or else at the time of its data; without either, at that of the frame before
 * it. The first one, and one of more than a minute ahead, waits for the next: if that is back again, it was misdated.
 */
export function createPlacing(onLeftOut: (why: LeftOut) => void): Placing {
  let timeMs: UnixMs | null = null
  let held: TimedMessage[] = []

  const release = (): TimedMessage[] => {
    const released = held
    held = []
    timeMs = released[0]?.timeMs ?? timeMs
    return released
  }
  const placeUndated = (message: DeribitMessage): TimedMessage[] => {
    const [ahead] = held
    if (ahead) held.push({ message, timeMs: ahead.timeMs })
    if (held.length > mostHeld) return release()
    if (ahead) return []
    if (timeMs !== null) return [{ message, timeMs }]
    if (message.kind !== 'heartbeat') onLeftOut('undated')
    return []
  }
  const withoutMisdated = (atMs: UnixMs): TimedMessage[] => {
    onLeftOut('misdated')
    const others = held.slice(1)
    held = []
    return others.map(({ message }) => ({ message, timeMs: timeMs ?? atMs }))
  }
  return {
    place({ message, receivedTimeMs }) {
      const ownMs = readTime(receivedTimeMs ?? dataTimeMs(message))
      if (ownMs === null) return placeUndated(message)
      const [ahead] = held
      const placed = ahead && ownMs < ahead.timeMs - msPerMinute ? withoutMisdated(ownMs) : release()
      if (timeMs === null || ownMs > timeMs + msPerMinute) {
        held = [{ message, timeMs: ownMs }]
        return placed
      }
      if (ownMs < timeMs - msPerMinute) onLeftOut('outOfOrder')
      timeMs = Math.max(ownMs, timeMs)
      return [...placed, { message, timeMs }]
    },
    rest: release,
  }
}

const [earliestMs, latestMs] = [Date.UTC(2016, 0, 1), Date.UTC(2200, 0, 1)]

function readTime(timeMs: number | null): UnixMs | null {
  return timeMs !== null && timeMs >= earliestMs && timeMs <= latestMs ? Math.round(timeMs) : null
}

function dataTimeMs(message: DeribitMessage): number | null {
  if (message.kind === 'answer') return message.usOut === null ? timeOf(message.result) : message.usOut / 1000
  return message.kind === 'notification' ? timeOf(message.data) : null
}

function timeOf(data: unknown): number | null {
  const one: unknown = Array.isArray(data) ? data[0] : data
  if (!isRecord(one)) return null
  const time = one.timestamp ?? one.creation_timestamp
  return typeof time === 'number' ? time : null
}
