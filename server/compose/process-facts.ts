import { existsSync, statSync } from 'node:fs'
import type { Config } from '../config/config.js'
import type { ProcessFacts } from '../config/risks.js'

/** What a process tells about itself and about the files of its configuration. */
export function processFacts(
  { env, platform, getuid }: Pick<NodeJS.Process, 'env' | 'platform' | 'getuid'>,
  { dataDir, edge }: Config,
): ProcessFacts {
  const secret = ['.env', dataDir, ...(edge.tls === null ? [] : [edge.tls.key])]
  return {
    isProduction: env.NODE_ENV === 'production',
    isRoot: getuid?.() === 0,
    // Windows has no such bits.
    readableByOthers: platform === 'win32' ? [] : secret.filter(isReadableByOthers),
  }
}

function isReadableByOthers(path: string): boolean {
  return existsSync(path) && (statSync(path).mode & 0o007) !== 0
}
