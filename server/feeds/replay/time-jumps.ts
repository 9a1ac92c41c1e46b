import { msPerMinute, type UnixMs } from '../../domain/units.js'

/** Frames that follow each other are at most this far apart. A longer step is a pause or a wrong date. */
export const ordinaryStepMs = 5_000
/** Channels date their frames differently. A frame that is older than the newest by this much is only late. */
const mostLateMs = msPerMinute

/** We believe a time when `witnesses` more frames speak for it than against it. We ask `mostAsked` frames at most. */
const [witnesses, mostAsked] = [30, 100]
/** At the end of a recording, fewer old frames than this do not make a history. */
const shortestHistory = 3

/** A frame's time. `isDenied`: the recorder's clock did not jump and says another time. */
interface Claim {
  readonly timeMs: UnixMs
  readonly isDenied: boolean
}

/**
 * What a frame's time means after `nowMs`: time goes on, it jumps ahead or back, or the frame's time is wrong. The
 * times of the following frames decide. Null while they do not decide. `isAll`: no more frames come.
 */
export function judgeTime(
  { timeMs, isDenied }: Claim,
  nowMs: UnixMs | null,
  following: Iterable<UnixMs>,
  isAll: boolean,
): 'goes-on' | 'ahead' | 'back' | 'wrong' | null {
  if (nowMs !== null && timeMs >= nowMs - mostLateMs && timeMs <= nowMs + ordinaryStepMs) return 'goes-on'
  const isBack = nowMs !== null && timeMs < nowMs
  const speaks = isBack ? speaksForBack(timeMs, nowMs) : speaksForAhead(timeMs, nowMs)
  let [inFavor, against, asked] = [1, isDenied ? 1 : 0, 0]
  const believed = isBack ? 'back' : 'ahead'
  for (const one of following) {
    const side = speaks(one)
    if (side === 'FOR') inFavor += 1
    if (side === 'AGAINST') against += 1
    asked += 1
    if (against > inFavor) return 'wrong'
    if (inFavor - against >= witnesses) return believed
    if (asked === mostAsked) return 'wrong'
  }
  if (!isAll) return null
  return inFavor > 2 * against && (!isBack || inFavor >= shortestHistory) ? believed : 'wrong'
}

/** What the time of a frame says about another one. Null: nothing. */
type Speaks = (timeMs: UnixMs) => 'FOR' | 'AGAINST' | null

function speaksForAhead(timeMs: UnixMs, nowMs: UnixMs | null): Speaks {
  const goesOn = history((nowMs ?? -Infinity) - mostLateMs)
  return (one) => {
    if (one >= timeMs - ordinaryStepMs) return 'FOR'
    return goesOn(one) ? 'AGAINST' : null
  }
}

function speaksForBack(timeMs: UnixMs, nowMs: UnixMs): Speaks {
  const goesOn = history(timeMs)
  return (one) => {
    if (one >= nowMs - mostLateMs) return 'AGAINST'
    return goesOn(one) ? 'FOR' : null
  }
}

/** Tells whether each time goes on from the newest one before it. Old frames of mixed ages do not. */
function history(newestMs: number): (timeMs: UnixMs) => boolean {
  return (timeMs) => {
    if (timeMs < newestMs - ordinaryStepMs) return false
    newestMs = Math.max(newestMs, timeMs)
    return true
  }
}
