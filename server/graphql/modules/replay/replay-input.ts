import { ranges } from '../../../domain/limits.js'
import type { ReplayFacts, ReplaySpeed } from '../../../domain/replay.js'
import type { ReplayChange } from '../../../replay/replay.js'
import type { ReplayWish } from '../../../replay/replays.js'
import type { ControlReplayInput, OpenReplayInput } from '../../generated/resolver-types.js'
import { invalidInput, numberInput } from '../../input-checks.js'

/** Throws INVALID_INPUT. */
export function replayWish(input: OpenReplayInput): Omit<ReplayWish, 'owner'> {
  const { recording = null, from, to = null, loop, paused, shared } = input
  if (to !== null && to <= from)
    throw invalidInput('to', `a time after "from", which is ${new Date(from).toISOString()}`)
  return {
    recording,
    fromMs: from,
    toMs: to,
    speed: speedOf(input, 1) ?? null,
    isPaused: paused,
    isLooping: loop,
    isShared: shared,
  }
}

/** Throws INVALID_INPUT. `now`: the replay that is to change. */
export function replayChange(input: ControlReplayInput, now: ReplayFacts): ReplayChange {
  const { paused, position, loop } = input
  const speed = speedOf(input, now.speed)
  if (position != null && (position < now.fromMs || position > now.toMs)) {
    const [from, to] = [now.fromMs, now.toMs].map((ms) => new Date(ms).toISOString())
    throw invalidInput('position', `a time from ${from} to ${to}`)
  }
  return {
    ...(paused != null && { isPaused: paused }),
    ...(position != null && { positionMs: position }),
    ...(speed !== undefined && { speed }),
    ...(loop != null && { isLooping: loop }),
  }
}

/** Undefined: nothing was said of it. */
function speedOf(
  { speed, asFastAsRead }: Pick<ControlReplayInput, 'speed' | 'asFastAsRead'>,
  now: ReplaySpeed,
): ReplaySpeed | undefined {
  if (speed == null) return asFastAsRead == null ? undefined : asFastAsRead ? null : (now ?? 1)
  if (asFastAsRead) throw invalidInput('speed', 'left out where "asFastAsRead" is true')
  const [min, max] = ranges.replaySpeed
  return numberInput('speed', speed, { min, max })
}
