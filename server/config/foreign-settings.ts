import { letterChanges } from '../lib/nearest-names.js'
import { settings } from './settings.js'

/** Names that begin so are meant for us; the shell and other programs have none of them. */
const ownPrefixes = /^(GAMMACAST|DERIBIT|REPLAY|SIM|AGENT_LLM|EQUITY)_/

/** Read by the examples and the tests, which share the shell with the server. */
const ofOthers = new Set(['GAMMACAST_URL', 'GAMMACAST_TOKEN', 'DERIBIT_CAPTURES'])

export interface Surroundings {
  /** What the process was started with: much of it is not ours. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What stands in `.env`, which is ours. */
  readonly envFile: Readonly<Record<string, string | undefined>>
}

/** A sentence for each variable that looks like a setting and is none, with the nearest name. Values are not shown. */
export function foreignSettings({ environment, envFile }: Surroundings): string[] {
  const names = new Set([...Object.keys(envFile), ...Object.keys(environment)])
  return [...names].flatMap((name) => {
    if (Object.hasOwn(settings, name) || ofOthers.has(name)) return []
    const near = nearestSetting(name)
    const isInFile = Object.hasOwn(envFile, name)
    if (near === null && !isInFile && !ownPrefixes.test(name)) return []
    const place = isInFile ? `${name} in .env` : name
    return [
      `${place} is no setting and is ignored${near === null ? '; .env.example lists them all' : `; did you mean ${near}?`}`,
    ]
  })
}

/** The setting that a name is a misspelling of: one slip in a short name, two in a longer one. */
function nearestSetting(name: string): string | null {
  const given = name.toUpperCase().replace(/^GAMMACAST_/, '')
  const most = given.length < 6 ? 1 : 2
  const near = Object.keys(settings)
    .map((setting) => ({ setting, slips: letterChanges(given, setting) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
  return near[0]?.setting ?? null
}
