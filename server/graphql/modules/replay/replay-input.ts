import { builtInAgentNames } from '../../../domain/agent.js'
import { maxTradedMs, ranges } from '../../../domain/limits.js'
import type { ReplayFacts, ReplaySpeed } from '../../../domain/replay.js'
import { msPerHour } from '../../../domain/units.js'
import type { ReplayChange } from '../../../replay/replay.js'
import type { ReplayWish } from '../../../replay/replays.js'
import type { ControlReplayInput, OpenReplayInput } from '../../generated/resolver-types.js'
import { invalidInput, numberInput } from '../../input-checks.js'

/** Throws INVALID_INPUT. */
export function replayWish(input: OpenReplayInput): Omit<ReplayWish, 'owner'> {
  const { recording = null, from, to = null, loop, paused, shared } = input
  const agents = agentsIn(input)
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
    agents,
  }
}

/** Throws INVALID_INPUT. */
function agentsIn({ agents, from, to, loop }: OpenReplayInput): ReplayWish['agents'] {
  if (!agents || agents.length === 0) return []
  const names = builtInAgentNames.filter((name) => agents.includes(name))
  if (names.length < agents.length)
    throw invalidInput('agents', `a list of some of ${builtInAgentNames.join(', ')}, each named once`)
  if (loop) throw invalidInput('loop', 'left out when agents trade: what they did cannot be undone')
  if (to != null && to - from > maxTradedMs)
    throw invalidInput('to', `at most ${maxTradedMs / msPerHour} hours after "from" when agents trade`)
  return names
}

/** Throws INVALID_INPUT. `now`: the replay that is to change. */
export function replayChange(input: ControlReplayInput, now: ReplayFacts): ReplayChange {
  const { paused, position, loop } = input
  if (now.agents.length > 0 && (position != null || loop === true))
    throw invalidInput(
      position == null ? 'loop' : 'position',
      'left out when agents trade: what they did cannot be undone',
    )
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
  if (asFastAsRead) throw invalidInput('speed', 'left out when "asFastAsRead" is true')
  const [min, max] = ranges.replaySpeed
  return numberInput('speed', speed, { min, max })
}
