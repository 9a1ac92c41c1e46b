import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

interface Locked {
  readonly dev?: boolean
  readonly devOptional?: boolean
}

/**
 * What is left of the built project after `npm prune --omit=dev`, its packages being links to those of this one. A copy that starts
 * nothing has a link to `dist/` as well: to copy its thousands of files takes longer than what is tested.
 */
export function productionCopy({ starts = false } = {}): TemporaryDir {
  const copy = temporaryDir()
  const place = (file: string) => join(copy.path, file)
  for (const part of ['package.json', 'package-lock.json', 'schema', 'scripts']) {
    cpSync(part, place(part), { recursive: true })
  }
  if (starts) cpSync('dist', place('dist'), { recursive: true })
  else symlinkSync(resolve('dist'), place('dist'))
  for (const path of runtimePackages()) {
    mkdirSync(dirname(place(path)), { recursive: true })
    symlinkSync(resolve(path), place(path))
  }
  return copy
}

function runtimePackages(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !devOptional)
    .map(([path]) => path)
}
