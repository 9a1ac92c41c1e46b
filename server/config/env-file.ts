import { parseEnv } from 'node:util'
import { settings } from './settings.js'

export interface EnvFile {
  readonly values: Readonly<Record<string, string>>
  /** A sentence for each line that does not count. Values are not shown. */
  readonly warnings: readonly string[]
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=/

/** Reads a `.env` line by line. A line that is not `NAME=value` does not affect the others. */
export function readEnvFile(text: string): EnvFile {
  const values: Record<string, string> = {}
  const warnings: string[] = []
  const placeOf = new Map<string, number>()
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const place = index + 1
    if (/^\s*(#|$)/.test(line)) continue
    const name = assignment.exec(line)?.[1]
    if (name === undefined) {
      warnings.push(`Line ${place} of .env is ignored: ${whatIsMeant(line)}`)
      continue
    }
    const before = placeOf.get(name)
    if (before !== undefined) warnings.push(`${name} stands in lines ${before} and ${place} of .env; the last counts`)
    placeOf.set(name, place)
    values[name] = parseEnv(line)[name] ?? ''
  }
  return { values, warnings }
}

function whatIsMeant(line: string): string {
  const word = /^\W*(\w+)/.exec(line)?.[1] ?? ''
  const rule = 'a setting is written NAME=value, and a comment begins with #'
  return Object.hasOwn(settings, word) ? `${rule}; did you mean ${word}=…?` : rule
}
