import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The files of the installed package that the server reads. The folder in which it was started makes no difference. */
export interface PackageFiles {
  readonly version: string
  /** Texts of `schema/*.graphql`. */
  readonly typeDefs: readonly string[]
  /** Folder of the dashboard; null when it is not built. */
  readonly dashboardDir: string | null
}

export function readPackageFiles(): PackageFiles {
  const root = packageRoot(dirname(fileURLToPath(import.meta.url)))
  const schemaDir = join(root, 'schema')
  const dashboardDir = join(root, 'dist', 'client')
  const files = readdirSync(schemaDir).filter((file) => file.endsWith('.graphql'))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    version,
    typeDefs: files.map((file) => readFileSync(join(schemaDir, file), 'utf8')),
    dashboardDir: existsSync(join(dashboardDir, 'index.html')) ? dashboardDir : null,
  }
}

/** Finds the same folder from the sources and from `dist/`. */
function packageRoot(folder: string): string {
  return existsSync(join(folder, 'schema', 'root.graphql')) ? folder : packageRoot(dirname(folder))
}
