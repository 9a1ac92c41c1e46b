import { letterChanges } from '../lib/nearest-names.js'
import { settings } from './settings.js'

/** A name that begins like this is meant for us. The shell and other programs have no such names. */
const ownPrefixes = /^(GAMMACAST|DERIBIT|REPLAY|SIM|AGENT_LLM|EQUITY)_/

/** Names that the examples and the tests read. They share the shell with the server. */
const ofOthers = new Set(['GAMMACAST_URL', 'GAMMACAST_TOKEN', 'GAMMACAST_TOKEN_URL', 'DERIBIT_CAPTURES'])

/** Settings that docs/nodes.md describes and this release does not have. Somebody who sets them expects what they promise. */
const notYet: Readonly<Record<string, string>> = {
  REDIS_URL: 'this release does not use Redis, and several servers share nothing by it (docs/nodes.md)',
}

export interface Surroundings {
  /** What the process was started with: much of it is not ours. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What stands in `.env`, which is ours. */
  readonly envFile: Readonly<Record<string, string | undefined>>
}

/** A sentence for each variable whose name looks like that of a setting but is not, with the nearest name. Values are not shown. */
export function foreignSettings({ environment, envFile }: Surroundings): string[] {
  const names = new Set([...Object.keys(envFile), ...Object.keys(environment)])
  return [...names].flatMap((name) => {
    if (Object.hasOwn(settings, name) || ofOthers.has(name)) return []
    const isInFile = Object.hasOwn(envFile, name)
    const place = isInFile ? `${name} in .env` : name
    const why = Object.hasOwn(notYet, name) ? notYet[name] : undefined
    if (why !== undefined) return [`${place} is ignored: ${why}`]
    const near = nearestSetting(name)
    if (near === null && !isInFile && !ownPrefixes.test(name)) return []
    return [
      `${place} is no setting and is ignored${near === null ? '; .env.example lists them all' : `; did you mean ${near}?`}`,
    ]
  })
}

/** The setting that was probably meant: a short name may have one wrong letter, a longer one two. */
function nearestSetting(name: string): string | null {
  const given = name.toUpperCase().replace(/^GAMMACAST_/, '')
  const most = given.length < 6 ? 1 : 2
  const near = Object.keys(settings)
    // Each letter more or less is a slip.
    .filter((setting) => Math.abs(setting.length - given.length) <= most)
    .map((setting) => ({ setting, slips: letterChanges(given, setting) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
  return near[0]?.setting ?? null
}
