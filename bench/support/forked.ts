import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A server in a process of its own, so that its CPU can be told from that of its clients. */
export interface Forked {
  readonly url: string
  /** Makes it publish something new. */
  publish(): void
  /** Microseconds of CPU that the process has used. */
  cpuMicros(): Promise<number>
  end(): Promise<void>
}

export async function forkServer(script: string, args: readonly string[] = []): Promise<Forked> {
  const child = fork(script, args, { execArgv: ['--import', 'tsx'] })
  const { url } = await answer<{ url: string }>(child)
  return {
    url,
    publish: () => void child.send('publish'),
    async cpuMicros() {
      child.send('cpu')
      return (await answer<{ cpuMicros: number }>(child)).cpuMicros
    },
    async end() {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T]
  return message
}

/** The other side: what a forked server does. */
export function serveParent(url: string, publish: () => void): void {
  process.on('message', (message) => {
    if (message === 'publish') publish()
    if (message === 'cpu') {
      const { user, system } = process.cpuUsage()
      process.send?.({ cpuMicros: user + system })
    }
  })
  process.send?.({ url })
}
