import type { LeftOut } from '../../domain/recording.js'
import type { UnixMs } from '../../domain/units.js'
import type { DeribitMessage } from '../deribit/language/messages.js'
import type { RecordedFrame } from './recorded-line.js'
import { dataTimeMs, isPlayed } from './recorded-time.js'
import { judgeTime, ordinaryStepMs } from './time-jumps.js'

/** A frame of a recording at its place in time. */
export interface TimedMessage {
  readonly message: DeribitMessage
  /** Its time by the exchange's clock. It is never before the frame in front, unless `startsOver`. */
  readonly timeMs: UnixMs
  /** Whether an older history begins with it. */
  readonly startsOver: boolean
  /** Which line of the recording it is. */
  readonly line: number
}

/** The line that a frame stood in. */
interface FrameLine {
  readonly bytes: number
  readonly line: number
}

/** Puts frames in their place in time, as they come. */
export interface Placing {
  /** Takes a frame. Answers the frames whose place is known now. */
  place(frame: RecordedFrame, read: FrameLine): readonly TimedMessage[]
  /** Answers the frames that still wait. No more frames come. */
  rest(): readonly TimedMessage[]
}

/** When the time of a frame jumps, it waits until later frames show what is right. At most this much waits. */
const [mostHeld, mostBytesHeld] = [1_000, 16 * 1024 * 1024]

interface Held extends RecordedFrame, FrameLine {
  readonly dataTimeMs: UnixMs | null
}

/**
 * A frame stands at its time of receipt when that agrees with the time of its data. When they disagree, the time of the
 * data counts: the recorder's clock was wrong, and we correct it from there on. A frame without a time, or with a wrong
 * one, stands with the frame before it.
 */
export function createPlacing(onLeftOut: (why: LeftOut, line: number) => void): Placing {
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
  const placed = ({ message, line }: Held, timeMs: UnixMs | null, startsOver = false): TimedMessage[] => {
    nowMs = startsOver || nowMs === null ? timeMs : Math.max(nowMs, timeMs ?? nowMs)
    return nowMs === null ? [] : [{ message, timeMs: nowMs, startsOver, line }]
  }
  const placeUntimed = (frame: Held, why: LeftOut): TimedMessage[] => {
    if (nowMs === null && isPlayed(frame.message)) onLeftOut(why, frame.line)
    return placed(frame, isNow(receiptMs(frame)) ? receiptMs(frame) : nowMs)
  }
  /** Null while later frames must decide. */
  const placeFirst = (first: Held, isAll: boolean): TimedMessage[] | null => {
    const timeMs = timeOf(first)
    if (timeMs === null) return placeUntimed(first, 'undated')
    const isDenied = first.dataTimeMs !== null && isNow(receiptMs(first))
    const verdict = judgeTime({ timeMs, isDenied }, nowMs, timesAfterFirst(), isAll)
    if (verdict === null) return null
    if (verdict !== 'wrong') return placed(first, landAt(first, verdict !== 'goes-on'), verdict === 'back')
    if (nowMs !== null && timeMs < nowMs) onLeftOut('outOfOrder', first.line)
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
    place(frame, read) {
      held.push({ ...frame, ...read, dataTimeMs: dataTimeMs(frame.message) })
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
