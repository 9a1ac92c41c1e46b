import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { settings } from '../../server/config/settings.js'
import { comesTrue } from './waiting.js'

/** The built server on a port and a store that stay the same however often it is killed. */
export interface KillableServer extends AsyncDisposable {
  readonly httpUrl: string
  readonly wsUrl: string
  /** Ends it as a power cut would and starts it again. Answers how many milliseconds nobody was served. */
  killAndStart(): Promise<number>
}

const startMs = 60_000
const defaults = Object.fromEntries(Object.keys(settings).map((name) => [name, '']))

export async function startKillable({ port, dataDir }: { port: number; dataDir: string }): Promise<KillableServer> {
  const url = `http://127.0.0.1:${port}/`
  const own = { PORT: String(port), DATA_DIR: dataDir, AGENTS: 'none', LOG_LEVEL: 'warn' }
  const env = { ...process.env, ...defaults, ...own }
  let child: ChildProcess | null = null
  const kill = () => child?.kill('SIGKILL')
  process.once('exit', kill)

  async function start(): Promise<void> {
    child = spawn(process.execPath, ['dist/server/main.js'], { env, stdio: 'inherit' })
    const isReady = () =>
      fetch(`${url}ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    if (!(await comesTrue(startMs, isReady))) throw new Error('The server was never ready')
  }

  async function end(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    kill()
    await ended
  }

  await start()
  return {
    httpUrl: `${url}graphql`,
    wsUrl: `${url.replace('http', 'ws')}graphql`,
    async killAndStart() {
      const begun = performance.now()
      await end()
      await start()
      return performance.now() - begun
    },
    async [Symbol.asyncDispose]() {
      await end()
      process.off('exit', kill)
    },
  }
}
