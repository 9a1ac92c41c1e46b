import { cpSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { temporaryDir, type TemporaryDir } from './temporary-dir.js'

const root = resolve(import.meta.dirname, '..', '..')

/** What the commands need of the project, the build left out. */
const sources = [
  ...['package.json', 'package-lock.json', 'tsconfig.base.json', 'codegen.ts', 'schema', 'server', 'client', 'scripts'],
  'examples/bot-typescript',
]

/** A copy of the project, to be edited, with the packages of this one. */
export function projectCopy(): TemporaryDir {
  const copy = temporaryDir()
  for (const source of sources) cpSync(join(root, source), join(copy.path, source), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy.path, 'node_modules'))
  return copy
}
