import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

interface Locked {
  readonly dev?: boolean
  readonly devOptional?: boolean
}

/** What is left of the built project after `npm prune --omit=dev`, its packages being links to those of this one. */
export function productionCopy(): TemporaryDir {
  const copy = temporaryDir()
  const place = (file: string) => join(copy.path, file)
  for (const part of ['package.json', 'package-lock.json', 'schema', 'scripts', 'dist']) {
    cpSync(part, place(part), { recursive: true })
  }
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
