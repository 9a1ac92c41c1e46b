import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.cache', '.stryker-tmp'])

/** Every file of the project that people write or commit, as a path from its root. */
export function projectFiles(folder = '.'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (notOurs.has(entry.name)) return []
    return entry.isDirectory() ? projectFiles(path) : [path]
  })
}
