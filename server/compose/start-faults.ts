import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, resolve } from 'node:path'
import type { Config } from '../config/config.js'
import { openReplayFeed } from '../feeds/replay/replay-feed.js'
import { systemClock } from '../lib/clock.js'
import { whyNotWritable } from '../lib/writable-folder.js'
import { listen, type Address } from './listen.js'
import { readKnownOperations } from './read-known-operations.js'
import { StartError } from './start-error.js'
import { readTlsFiles } from './tls-files.js'

/** Why a server of this configuration would not start, in words. It reads what the server would read, and makes nothing. */
export async function startFaults({ edge, operations, feed, dataDir, host, port }: Config): Promise<readonly string[]> {
  const { address } = edge.metrics
  const steps: readonly (() => unknown)[] = [
    () => edge.tls && readTlsFiles(edge.tls),
    () => readKnownOperations(operations),
    () => folderForStore(dataDir),
    () => feed.kind === 'replay' && openReplayFeed({ ...feed, clock: systemClock }),
    () => canListen({ host, port }, ''),
    () => address && canListen(address, 'METRICS_'),
  ]
  const faults: string[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error))
    }
  }
  return faults
}

/** A folder that is not there is made by the server. */
function folderForStore(dataDir: string): void {
  const why = existsSync(dataDir) ? whyNotWritable(dataDir) : whyNotMade(resolve(dataDir))
  if (why !== null) throw new StartError(`The store at DATA_DIR=${dataDir} cannot be opened: ${why}`)
}

function whyNotMade(path: string): string | null {
  if (!existsSync(path)) return whyNotMade(dirname(path))
  if (!statSync(path).isDirectory()) return `${path} is a file, where a folder is wanted`
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    return null
  } catch {
    return `${path} is not writable for this user`
  }
}

const lowPorts = 1_024

/** The port may be that of the server that runs already. So another one is tried, unless it is one that needs a right. */
async function canListen({ host, port }: Address, prefix: '' | 'METRICS_'): Promise<void> {
  const server = createServer()
  try {
    await listen(server, { host, port: port < lowPorts ? port : 0 }, prefix)
  } catch (error) {
    if (!isTaken(error)) throw error
  } finally {
    server.close()
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof StartError && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE'
}
