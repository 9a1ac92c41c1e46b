import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { asFollower } from './follower.js'
import { freePort } from './free-port.js'
import { memoryDir } from './temporary-dir.js'

/** A process of ours and what it says. */
export interface Run {
  readonly child: ChildProcess
  /** First the log and answers, then errors and warnings: nobody knows in which order two pipes were written. */
  readonly output: () => string
  readonly written: () => { readonly stdout: string; readonly stderr: string }
  readonly exit: Promise<number | null>
  /** Resolves with the first match in the output. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/**
 * Runs the built server with these settings and no others, on any free port. Its store goes with it, unless `DATA_DIR`
 * says where to keep it.
 */
export function runServer(env: Record<string, string>): Run {
  return runBuilt('main', [], env)
}

/** Runs one of the built entries of `server/`. */
export function runBuilt(
  entry: 'main' | 'token-main' | 'doctor-main' | 'backtest-main' | 'history-main',
  args: readonly string[],
  env: Record<string, string>,
): Run {
  return runCommand(process.execPath, [...asFollower, `dist/server/${entry}.js`, ...args], env)
}

/** Runs a script of ours as it is written. */
export function runProcess(script: string, args: readonly string[], env: Record<string, string>): Run {
  return runCommand(process.execPath, [...asFollower, '--import', 'tsx', script, ...args], env)
}

/** Runs a command, in this folder or another. Agents get no past, unless a setting says so; a setting that is `undefined` is left out. */
export function runCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string | undefined>,
  cwd?: string,
): Run {
  const own = memoryDir()
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: own.path, SIM_WARMUP_HOURS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
  })
  const said = ['', '']
  const waiting: (() => void)[] = []
  for (const [index, pipe] of [child.stdout, child.stderr].entries()) {
    pipe.setEncoding('utf8').on('data', (text: string) => {
      said[index] += text
      for (const wake of waiting) wake()
    })
  }
  const output = () => said.join('')
  const exit = once(child, 'close').then(([code]) => {
    own[Symbol.dispose]()
    return code as number | null
  })
  return {
    child,
    exit,
    output,
    written: () => ({ stdout: said[0] ?? '', stderr: said[1] ?? '' }),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output())
          if (match) resolve(match)
        }
        waiting.push(look)
        exit.then(() => reject(new Error(`Ended without saying ${pattern}: ${output()}`)), reject)
        look()
      }),
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** A server in a process of its own that serves. */
export interface RunningServer {
  readonly httpUrl: string
  readonly wsUrl: string
  readonly port: string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

/** Resolves when it serves. Another may be started on its port once it was killed. */
export async function startProcess(env: Record<string, string>): Promise<RunningServer> {
  const run = runServer({ AGENTS: 'none', PORT: String(await freePort()), ...env })
  const [, url = ''] = await run.says(/GraphiQL and API (http:\S+\/)graphql/)
  const httpUrl = `${url}graphql`
  return { httpUrl, wsUrl: httpUrl.replace('http', 'ws'), port: new URL(url).port, kill: () => run.kill() }
}
