import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { knownSeed } from '../../config/settings.js'
import { builtInAgentNames, llmAgentName, type BuiltInAgentName } from '../../domain/agent.js'
import { msPerDay, type UnixMs } from '../../domain/units.js'
import { iso } from '../../lib/iso.js'
import { commandLine, shown } from '../command-line.js'
import { StartError } from '../start-error.js'
import { timeForm } from '../time-argument.js'
import { readOrSayUsage } from '../usage.js'

/** What `npm run backtest` is to do. */
export interface BacktestCommand {
  readonly agents: readonly BuiltInAgentName[]
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly source: SimulatedChoice | RecordingChoice
  /** An absolute path. */
  readonly folder: string
}

interface SimulatedChoice {
  readonly kind: 'simulated'
  readonly seed: string
}

interface RecordingChoice {
  readonly kind: 'recording'
  /** Its source and the name of the market. Null: that of the feed that the settings name. */
  readonly name: string | null
}

const mostDays = 31
const mostSeedLength = 200

const known = builtInAgentNames.join(', ')

export const backtestUsage = `Usage: npm run backtest -- --agent <agents> --from <time> --to <time> [--source simulated|recording] [--seed <text>] [--recording <name>] [--out <folder>]
For example: npm run backtest -- --agent momentum,vol-seller --from 2026-01-05 --to 2026-01-07
The agents are ${known}; several are separated by commas.
A time is 2026-01-05 (00:00 UTC) or 2026-01-05T12:30Z. From the first to the second it is at most ${mostDays} days.
The source is the simulated market, which is also taken when it is left out, or what the server of the same settings recorded.
The seed names the simulated market; left out: ${knownSeed}. A recording has a name, as npm run history -- list shows; left out:
the one of the feed in the settings. The folder must be new or empty; left out: one in backtests/.`

const options = {
  agent: { type: 'string', multiple: true },
  from: { type: 'string', multiple: true },
  to: { type: 'string', multiple: true },
  source: { type: 'string', multiple: true },
  seed: { type: 'string', multiple: true },
  recording: { type: 'string', multiple: true },
  out: { type: 'string', multiple: true },
} as const

const { wrong, parsed, single, time } = commandLine('backtest')
export { wrong }

/**
 * Reads the arguments. `userFolder` is where the user stands: npm runs the command elsewhere. Throws a `StartError` that says
 * which argument is at fault, what is allowed and how to call it.
 */
export function backtestCommand(args: readonly string[], nowMs: UnixMs, userFolder: string): BacktestCommand {
  if (args.length === 0) throw new StartError(backtestUsage)
  return readOrSayUsage(backtestUsage, () => commandIn(args, nowMs, userFolder))
}

function commandIn(args: readonly string[], nowMs: UnixMs, userFolder: string): BacktestCommand {
  const {
    agent = [],
    from,
    to,
    source,
    seed,
    recording,
    out,
  } = parsed(() => parseArgs({ args: [...args], options }).values, allowed)
  const agents = agentsIn(agent)
  const fromMs = timeIn('--from', single('--from', from))
  const toMs = timeIn('--to', single('--to', to))
  checkRange(fromMs, toMs, nowMs)
  const words = [single('--source', source), single('--seed', seed), single('--recording', recording)] as const
  const command = { agents, fromMs, toMs, source: sourceIn(...words) }
  const folder = folderIn(single('--out', out))
  return { ...command, folder: folder === null ? resolve(usualFolder(command)) : resolve(userFolder, folder) }
}

const allowed =
  'there are --agent, --from, --to, --source, --seed, --recording and --out, each with a value, all after "--"'

function agentsIn(values: readonly string[]): readonly BuiltInAgentName[] {
  if (values.length === 0) throw wrong(`--agent is missing: one or more of ${known}, with commas between them`)
  const names = values.flatMap((value) => value.split(',')).map((name) => name.trim())
  return names.map((name, at) => {
    if (name === llmAgentName) throw wrong(`--agent llm: nobody knows what a model would have answered; use ${known}`)
    const found = builtInAgentNames.find((one) => one === name)
    if (!found) throw wrong(`--agent ${shown(name)} is no agent: one or more of ${known}, with commas between them`)
    if (names.indexOf(name) !== at) throw wrong(`--agent names ${name} twice: name each agent once`)
    return found
  })
}

function timeIn(name: string, text: string | null): UnixMs {
  if (text === null) throw wrong(`${name} is missing: ${timeForm}`)
  return time(name, text)
}

function checkRange(fromMs: UnixMs, toMs: UnixMs, nowMs: UnixMs): void {
  if (fromMs < 0) throw wrong('--from is before 1970: no market is known there')
  if (toMs <= fromMs)
    throw wrong(`--to ${iso(toMs)} is not after --from ${iso(fromMs)}: the range goes forward in time`)
  const days = (toMs - fromMs) / msPerDay
  if (days > mostDays)
    throw wrong(
      `--from to --to is ${days.toFixed(1)} days: at most ${mostDays}, which bounds what a run keeps in memory`,
    )
  if (toMs > nowMs) throw wrong(`--to ${iso(toMs)} is in the future: at most the present, ${iso(nowMs)}`)
}

function sourceIn(source: string | null, seed: string | null, recording: string | null): BacktestCommand['source'] {
  if (source !== null && source !== 'simulated' && source !== 'recording')
    throw wrong(
      `--source ${shown(source)} is no market: simulated, which is also taken when it is left out, or recording`,
    )
  if (source !== 'recording') {
    if (recording !== null) throw wrong('--recording needs --source recording')
    return { kind: 'simulated', seed: seedIn(seed) }
  }
  if (seed !== null) throw wrong('--seed names a simulated market: it cannot be used with --source recording')
  return { kind: 'recording', name: recording }
}

function seedIn(text: string | null): string {
  const seed = text ?? knownSeed
  if (seed === '' || seed.length > mostSeedLength)
    throw wrong(`--seed has ${seed.length} characters: 1 to ${mostSeedLength}, as SIM_SEED`)
  return seed
}

function folderIn(text: string | null): string | null {
  if (text?.trim() === '') throw wrong('--out is empty: a folder that is new or empty')
  return text
}

function usualFolder({ agents, fromMs, toMs }: Omit<BacktestCommand, 'folder'>): string {
  const minute = (timeMs: UnixMs) => iso(timeMs).slice(0, 16).replace(':', '-')
  return `backtests/${agents.join('+')}_${minute(fromMs)}_${minute(toMs)}`
}
