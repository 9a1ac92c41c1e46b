import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { asFollower } from './follower.js'
import { freePort } from './free-port.js'
import { temporaryDir } from './temporary-dir.js'

export interface SpawnedServer {
  readonly url: string
  readonly port: string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Where a server was that was killed, for the next one. */
interface Place {
  readonly port?: string
  readonly dataDir?: string
}

/**
 * A server in a process of its own: a script that takes the port and the folder of its store as its arguments and says
 * its URL in its first line. The folder goes with it, unless one is given.
 */
export async function spawnServer(script: string, { port, dataDir }: Place = {}): Promise<SpawnedServer> {
  const own = dataDir === undefined ? temporaryDir() : null
  const place = [port ?? String(await freePort()), dataDir ?? own?.path ?? '']
  const args = [...asFollower, '--import', 'tsx', script, ...place]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  child.once('exit', () => own?.[Symbol.dispose]())
  const url = await firstLine(child)
  return {
    url,
    port: new URL(url).port,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

function firstLine({ stdout, ...child }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The server has no output')
  return new Promise((resolve, reject) => {
    const lines = createInterface(stdout)
    lines.once('line', resolve)
    lines.once('close', () => reject(new Error(`The server ended (${child.exitCode}) without a word`)))
  })
}
