import type { LeftOut } from '../../domain/recording.js'
import type { UnixMs } from '../../domain/units.js'
import type { DeribitMessage } from '../deribit/language/messages.js'
import type { RecordedFrame } from './recorded-line.js'
import { dataTimeMs, isPlayed } from './recorded-time.js'
import { judgeTime, ordinaryStepMs } from './time-jumps.js'

/** A frame of a recording at its place in time. */
export interface TimedMessage {
  readonly message: DeribitMessage
  /** When it was, by the exchange's clock; never before the frame in front of it, unless it starts over. */
  readonly timeMs: UnixMs
  /** Whether another history begins with it, from before this one. */
  readonly startsOver: boolean
}

/** Puts frames in their place in time, as they come. */
export interface Placing {
  /** The frames whose place is known now. `bytes` is what the frame takes of the recording. */
  place(frame: RecordedFrame, bytes: number): readonly TimedMessage[]
  /** Those that still waited, when no more come. */
  rest(): readonly TimedMessage[]
}

/** A frame whose time jumps waits for what follows, but never longer than for this much. */
const [mostHeld, mostBytesHeld] = [1_000, 16 * 1024 * 1024]

interface Held extends RecordedFrame {
  readonly dataTimeMs: UnixMs | null
  readonly bytes: number
}

/**
 * A frame is placed at its time of receipt where that is in line with the time of its data. Where it is not, the time of
 * the data counts, and what the recorder's clock is off by is made good from there on. A frame without either time is
 * placed with the one before it, and so is one whose time is wrong.
 */
export function createPlacing(onLeftOut: (why: LeftOut) => void): Placing {
  const held: Held[] = []
  let nowMs: UnixMs | null = null
  let recorderBehindMs = 0

  const receiptMs = ({ receivedTimeMs: ownMs }: Held) => (ownMs === null ? null : ownMs + recorderBehindMs)
  const timeOf = (frame: Held) => frame.dataTimeMs ?? receiptMs(frame)
  const isNow = (timeMs: UnixMs | null) => timeMs !== null && nowMs !== null && isNear(timeMs, nowMs)

  const timesAfterFirst = function* () {
    for (const frame of held.slice(1)) {
      const timeMs = timeOf(frame)
      if (timeMs !== null) yield timeMs
    }
  }
  const landAt = (frame: Held, jumps: boolean): UnixMs | null => {
    const { receivedTimeMs, dataTimeMs: dataMs } = frame
    const receivedMs = receiptMs(frame)
    if (dataMs === null || receivedTimeMs === null || receivedMs === null) return dataMs ?? receivedMs
    if (isNear(dataMs, receivedMs) || (!jumps && isNow(receivedMs))) return receivedMs
    recorderBehindMs = dataMs - receivedTimeMs
    return dataMs
  }
  const placed = ({ message }: Held, timeMs: UnixMs | null, startsOver = false): TimedMessage[] => {
    nowMs = startsOver || nowMs === null ? timeMs : Math.max(nowMs, timeMs ?? nowMs)
    return nowMs === null ? [] : [{ message, timeMs: nowMs, startsOver }]
  }
  const placeUntimed = (frame: Held, why: LeftOut): TimedMessage[] => {
    if (nowMs === null && isPlayed(frame.message)) onLeftOut(why)
    return placed(frame, isNow(receiptMs(frame)) ? receiptMs(frame) : nowMs)
  }
  /** Null while what follows must tell. */
  const placeFirst = (first: Held, isAll: boolean): TimedMessage[] | null => {
    const timeMs = timeOf(first)
    if (timeMs === null) return placeUntimed(first, 'undated')
    const isDenied = first.dataTimeMs !== null && isNow(receiptMs(first))
    const verdict = judgeTime({ timeMs, isDenied }, nowMs, timesAfterFirst(), isAll)
    if (verdict === null) return null
    if (verdict !== 'wrong') return placed(first, landAt(first, verdict !== 'goes-on'), verdict === 'back')
    if (nowMs !== null && timeMs < nowMs) onLeftOut('outOfOrder')
    return placeUntimed(first, 'misdated')
  }
  const settle = (isEnd: boolean): TimedMessage[] => {
    const settled: TimedMessage[] = []
    for (let [first] = held; first; [first] = held) {
      const frames = placeFirst(first, isEnd || isFull(held))
      if (frames === null) break
      held.shift()
      settled.push(...frames)
    }
    return settled
  }
  return {
    place(frame, bytes) {
      held.push({ ...frame, dataTimeMs: dataTimeMs(frame.message), bytes })
      return settle(false)
    },
    rest: () => settle(true),
  }
}

function isNear(one: UnixMs, other: UnixMs): boolean {
  return Math.abs(one - other) <= ordinaryStepMs
}

function isFull(held: readonly Held[]): boolean {
  return held.length >= mostHeld || held.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytesHeld
}
