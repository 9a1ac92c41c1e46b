import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { settings } from '../../server/config/settings.js'
import { freePort } from '../../tests/support/free-port.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { within } from './within.js'

export interface BuiltServer extends AsyncDisposable {
  readonly url: string
  /** From the start of the process until `/ready` answered 200, in milliseconds. */
  readonly readyAfterMs: number
  readonly pid: number
}

/** Empty counts as left out, and keeps a setting of this shell or of an `.env` file from the measurement. */
const defaults = Object.fromEntries(Object.keys(settings).map((name) => [name, '']))

export interface BuiltOptions {
  /** The checkout. Left out: this one. */
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
  readonly nodeFlags?: readonly string[]
  /** Called with the folder of its store before it starts. */
  readonly prepare?: (dataDir: string) => Promise<void>
}

/** Starts the built server of a checkout, simulating the market at its usual pace, without a warm-up, and waits until it is ready. */
export async function startBuilt(options: BuiltOptions = {}): Promise<BuiltServer> {
  const { folder = '.', env: settingsOfRun = {}, nodeFlags = [], prepare } = options
  const port = await freePort()
  const data = temporaryDir()
  await prepare?.(data.path)
  const begun = performance.now()
  const own = { PORT: String(port), LOG_LEVEL: 'warn', DATA_DIR: data.path, SIM_WARMUP_HOURS: '0' }
  const env = { ...process.env, ...defaults, ...own, ...settingsOfRun }
  const child = spawn(process.execPath, [...nodeFlags, 'dist/server/main.js'], { cwd: folder, env, stdio: 'inherit' })
  const killed = () => child.kill('SIGKILL')
  process.once('exit', killed)
  const end = async () => {
    process.off('exit', killed)
    await endOf(child)
    data[Symbol.dispose]()
  }
  const url = `http://127.0.0.1:${port}/`
  try {
    await within(120_000, 'The start', readiness(`${url}ready`, child))
  } catch (error) {
    await end()
    throw error
  }
  return { url, pid: child.pid ?? 0, readyAfterMs: performance.now() - begun, [Symbol.asyncDispose]: end }
}

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function endOf(child: ChildProcess): Promise<void> {
  if (isOver(child)) return
  child.kill()
  await once(child, 'exit')
}

async function readiness(url: string, child: ChildProcess): Promise<void> {
  while (!isOver(child)) {
    if (await isReady(url)) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('The server ended before it was ready')
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
