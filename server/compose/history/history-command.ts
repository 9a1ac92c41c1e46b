import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { UnixMs } from '../../domain/units.js'
import { iso } from '../../lib/iso.js'
import { commandLine, shown } from '../command-line.js'
import { StartError } from '../start-error.js'
import { readOrSayUsage } from '../usage.js'

/** What `npm run history` is to do. */
export type HistoryCommand =
  | { readonly kind: 'list' }
  /** The files are absolute paths. */
  | { readonly kind: 'import'; readonly name: string; readonly files: readonly string[] }
  /** What is null is taken from what is recorded. `out` is an absolute path. */
  | {
      readonly kind: 'export'
      readonly id: string
      readonly fromMs: UnixMs | null
      readonly toMs: UnixMs | null
      readonly out: string
    }
  /** Null: all. */
  | { readonly kind: 'verify'; readonly id: string | null }
  | { readonly kind: 'remove'; readonly id: string }

export const historyUsage = `Usage: npm run history -- list
   or: npm run history -- import <file> [<file> …] --name <name>
   or: npm run history -- export <recording> --out <file> [--from <time>] [--to <time>]
   or: npm run history -- verify [<recording>]
   or: npm run history -- remove <recording>
Files are recordings of Deribit's frames, JSON lines of market events, and tardis.dev's CSV of options_chain and
derivative_ticker, also with gzip. A recording is as "list" shows it, for example DERIBIT:my-import. docs/history.md says all.`

const options = {
  name: { type: 'string', multiple: true },
  out: { type: 'string', multiple: true },
  from: { type: 'string', multiple: true },
  to: { type: 'string', multiple: true },
} as const

const namePattern = /^[a-z0-9][a-z0-9_-]{0,63}$/
const nameForm = '1 to 64 of a–z, 0–9, - and _, the first a letter or a digit'
const mostFiles = 1_000

const { wrong, parsed, single, time } = commandLine('history')
export { wrong }

/**
 * Reads the arguments. `userFolder` is where the user stands: npm runs the command elsewhere. Throws a `StartError` that says
 * which argument is at fault, what is allowed and how to call it.
 */
export function historyCommand(args: readonly string[], userFolder: string): HistoryCommand {
  if (args.length === 0) throw new StartError(historyUsage)
  return readOrSayUsage(historyUsage, () => commandIn(args, userFolder))
}

function commandIn(args: readonly string[], userFolder: string): HistoryCommand {
  const { values, positionals } = argumentsIn(args)
  const [kind = '', ...rest] = positionals
  switch (kind) {
    case 'list':
      allow(kind, values, [])
      if (rest.length > 0) throw wrong(`list takes no ${shown(rest[0])}`)
      return { kind }
    case 'import':
      allow(kind, values, ['name'])
      return { kind, name: nameIn(single('--name', values.name)), files: filesIn(rest, userFolder) }
    case 'export':
      allow(kind, values, ['out', 'from', 'to'])
      return { kind, id: idIn(kind, rest), ...rangeIn(values), out: outIn(single('--out', values.out), userFolder) }
    case 'verify':
      allow(kind, values, [])
      return { kind, id: rest.length === 0 ? null : idIn(kind, rest) }
    case 'remove':
      allow(kind, values, [])
      return { kind, id: idIn(kind, rest) }
    default:
      throw wrong(`${shown(kind)} is no command: there are list, import, export, verify and remove`)
  }
}

type Values = ReturnType<typeof argumentsIn>['values']

function argumentsIn(args: readonly string[]) {
  const names = Object.keys(options).map((name) => `--${name}`)
  const allowed = `the options are ${names.join(', ')}, each with a value`
  return parsed(() => parseArgs({ args: [...args], options, allowPositionals: true }), allowed)
}

function allow(kind: string, values: Values, allowed: readonly (keyof Values)[]): void {
  const other = Object.keys(values).find((name) => !allowed.some((one) => one === name))
  if (other !== undefined) throw wrong(`${kind} takes no --${other}`)
}

function nameIn(name: string | null): string {
  if (name === null) throw wrong(`--name is missing, under which the import is kept: ${nameForm}`)
  if (!namePattern.test(name)) throw wrong(`--name ${shown(name)} is no name: ${nameForm}`)
  return name
}

function filesIn(files: readonly string[], userFolder: string): readonly string[] {
  if (files.length === 0) throw wrong('import needs a file, or several')
  if (files.length > mostFiles) throw wrong(`import takes at most ${mostFiles} files at a time, not ${files.length}`)
  const paths = files.map((file) => resolve(userFolder, file))
  const twice = paths.find((path, at) => paths.indexOf(path) !== at)
  if (twice !== undefined) throw wrong(`the file ${twice} is named twice`)
  return paths
}

function rangeIn(values: Values): { readonly fromMs: UnixMs | null; readonly toMs: UnixMs | null } {
  const fromMs = timeIn('--from', single('--from', values.from))
  const toMs = timeIn('--to', single('--to', values.to))
  if (fromMs === null || toMs === null || fromMs < toMs) return { fromMs, toMs }
  throw wrong(`--to ${iso(toMs)} is not after --from ${iso(fromMs)}: the range goes forward in time`)
}

function timeIn(name: string, text: string | null): UnixMs | null {
  return text === null ? null : time(name, text)
}

function outIn(out: string | null, userFolder: string): string {
  if (out === null || out.trim() === '') throw wrong('--out is missing: the file to write, for example day.ndjson')
  return resolve(userFolder, out)
}

function idIn(kind: string, [id, ...more]: readonly string[]): string {
  if (id === undefined) throw wrong(`${kind} needs a recording: "npm run history -- list" shows them`)
  if (more.length > 0) throw wrong(`${kind} takes one recording, but ${shown(more[0])} came after it`)
  return id
}
