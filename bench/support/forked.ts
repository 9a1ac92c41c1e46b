import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own, so that its CPU can be told from that of its clients. */
export interface Forked extends AsyncDisposable {
  readonly url: string
  /** Makes it publish something new; answers when it did, by `monotonicMs`. */
  publish(): Promise<number>
  /** Microseconds of CPU that the process has used. */
  cpuMicros(): Promise<number>
}

/** Milliseconds by a clock that all processes of the machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** Runs a server script; `task` is the first message that it gets. */
export async function forkServer(script: string, task: readonly string[] = []): Promise<Forked> {
  const child = fork(script, { execArgv: ['--import', 'tsx'] })
  child.send(task)
  const { url } = await answer<{ url: string }>(child)
  return {
    url,
    async publish() {
      child.send('publish')
      return (await answer<{ publishedAtMs: number }>(child)).publishedAtMs
    },
    async cpuMicros() {
      child.send('cpu')
      return (await answer<{ cpuMicros: number }>(child)).cpuMicros
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The server ended without an answer'))
    child.once('exit', gone)
    child.once('message', (message) => {
      child.off('exit', gone)
      resolve(message as T)
    })
  })
}

/** The other side: the task of a forked server. It ends with its parent. */
export async function taskOfParent(): Promise<readonly string[]> {
  process.once('disconnect', () => process.exit())
  const [task] = (await once(process, 'message')) as [readonly string[]]
  return task
}

/** What a forked server then does. */
export function serveParent(url: string, publish: () => void): void {
  process.on('message', (message) => {
    if (message === 'publish') {
      const publishedAtMs = monotonicMs()
      publish()
      process.send?.({ publishedAtMs })
    }
    if (message === 'cpu') {
      const { user, system } = process.cpuUsage()
      process.send?.({ cpuMicros: user + system })
    }
  })
  process.send?.({ url })
}
