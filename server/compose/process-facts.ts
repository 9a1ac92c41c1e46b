import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.js'
import type { CertificateFacts, DatabaseFacts, ProcessFacts } from '../config/risk.js'
import { msPerDay, type UnixMs } from '../domain/units.js'
import { nodeFacts } from './node-facts.js'

type Process = Pick<NodeJS.Process, 'env' | 'platform' | 'getuid' | 'execArgv'>

/** What a process tells about itself and about the files of its configuration. The store is not asked. */
export async function processFacts(
  { env, platform, getuid, execArgv }: Process,
  { dataDir, databaseUrl, edge }: Config,
  nowMs: UnixMs,
): Promise<ProcessFacts> {
  const secret = ['.env', dataDir, ...(edge.tls === null ? [] : [edge.tls.key])]
  return {
    isProduction: env.NODE_ENV === 'production',
    isRoot: getuid?.() === 0,
    // Windows has no such bits.
    readableByOthers: platform === 'win32' ? [] : secret.filter(isReadableByOthers),
    node: nodeFacts(env, execArgv),
    mostOpenFiles: unlessItFails(() => mostOpenFiles(readFileSync('/proc/self/limits', 'utf8'))),
    historyRoomBytes: unlessItFails(() => historyRoomBytes(dataDir)),
    database: databaseUrl === null ? null : await databaseFacts(databaseUrl),
    certificate: edge.tls === null ? null : unlessItFails(() => certificateFacts(edge.tls?.cert ?? '', nowMs)),
    endlessAdminTokens: null,
  }
}

function isReadableByOthers(path: string): boolean {
  return existsSync(path) && (statSync(path).mode & 0o007) !== 0
}

/** What cannot be read is told when the server starts, or is there on other systems only. */
function unlessItFails<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

async function databaseFacts(url: string): Promise<DatabaseFacts | null> {
  const { postgresFacts } = await import('./postgres-facts.js')
  return unlessItFails(() => postgresFacts(url))
}

function historyRoomBytes(dataDir: string): number {
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize + (statSync(join(dataDir, 'history.db'), { throwIfNoEntry: false })?.size ?? 0)
}

function mostOpenFiles(limits: string): number | null {
  const [, most] = /^Max open files +(\d+)/m.exec(limits) ?? []
  return most === undefined ? null : Number(most)
}

function certificateFacts(file: string, nowMs: UnixMs): CertificateFacts {
  const { validTo, publicKey } = new X509Certificate(readFileSync(file))
  const rsaBits = publicKey.asymmetricKeyType === 'rsa' ? (publicKey.asymmetricKeyDetails?.modulusLength ?? null) : null
  return { daysLeft: (Date.parse(validTo) - nowMs) / msPerDay, rsaBits }
}
