import { msPerMinute, type UnixMs } from '../../domain/units.js'

/** Frames that follow each other are at most this far apart; a longer step is a pause, or a wrong date. */
export const ordinaryStepMs = 5_000
/** Channels date their frames differently: one this much older than the newest is late, and no step back. */
const mostLateMs = msPerMinute

/** A time is believed when so many more frames speak for it than against it, of as many as are asked. */
const [witnesses, mostAsked] = [30, 100]
/** At the end of a recording so few old frames are no history of their own. */
const shortestHistory = 3

/** A frame's time, and whether the clock of the recorder, which had not jumped, speaks against it. */
interface Claim {
  readonly timeMs: UnixMs
  readonly isDenied: boolean
}

/**
 * What a frame's time means after `nowMs`: time goes on to it; it jumps there, ahead or back; or that time is wrong. The
 * times of the frames that follow tell; null while they do not. `isAll`: no more will come.
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
  let [pro, contra, asked] = [1, isDenied ? 1 : 0, 0]
  const believed = isBack ? 'back' : 'ahead'
  for (const one of following) {
    const side = speaks(one)
    if (side === 'pro') pro += 1
    if (side === 'contra') contra += 1
    asked += 1
    if (contra > pro) return 'wrong'
    if (pro - contra >= witnesses) return believed
    if (asked === mostAsked) return 'wrong'
  }
  if (!isAll) return null
  return pro > 2 * contra && (!isBack || pro >= shortestHistory) ? believed : 'wrong'
}

type Witness = (timeMs: UnixMs) => 'pro' | 'contra' | null

function speaksForAhead(timeMs: UnixMs, nowMs: UnixMs | null): Witness {
  const goesOn = history((nowMs ?? -Infinity) - mostLateMs)
  return (one) => {
    if (one >= timeMs - ordinaryStepMs) return 'pro'
    return goesOn(one) ? 'contra' : null
  }
}

function speaksForBack(timeMs: UnixMs, nowMs: UnixMs): Witness {
  const goesOn = history(timeMs)
  return (one) => {
    if (one >= nowMs - mostLateMs) return 'contra'
    return goesOn(one) ? 'pro' : null
  }
}

/** Tells which times go on from each other, from `newestMs`: old frames of all ages do not. */
function history(newestMs: number): (timeMs: UnixMs) => boolean {
  return (timeMs) => {
    if (timeMs < newestMs - ordinaryStepMs) return false
    newestMs = Math.max(newestMs, timeMs)
    return true
  }
}
