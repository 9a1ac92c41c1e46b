import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isGiven } from './flags.js'
import type { Guards } from './guards.js'

/** A server in a process of its own, so that its CPU can be told from that of its clients. */
export interface Forked extends AsyncDisposable {
  readonly url: string
  /** Makes it publish something new; answers when it did, by `monotonicMs`. */
  publish(): Promise<number>
  /** Microseconds of CPU that the process has used. */
  cpuMicros(): Promise<number>
  /** Bytes of memory that the process holds after a full collection. */
  rssBytes(): Promise<number>
  /** How long its event loop stood still at most since it was last asked; it is watched from the first time on. */
  longestStallMs(): Promise<number>
}

/** What a server is to send. */
export interface Task {
  /** For each event the texts that a socket gets. */
  readonly events: readonly (readonly string[])[]
  /** Of our server: what moves with each event, all when left out. */
  readonly moves?: { readonly index: boolean; readonly options: boolean }
  /** Of our server. Left out: its default settings. */
  readonly guards?: Guards
  /** Whether the raw server compresses for those who offer it. */
  readonly deflate?: boolean
}

/** Milliseconds by a clock that all processes of the machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** Runs a server script with the flags of the command line; with `--profile` on the command line its CPU profile is in `/tmp/bench-profiles` afterward. */
export async function forkServer(script: string, task: Task = { events: [] }): Promise<Forked> {
  const profile = isGiven('profile') ? ['--cpu-prof', '--cpu-prof-dir=/tmp/bench-profiles'] : []
  const child = fork(script, process.argv.slice(2), { execArgv: ['--import', 'tsx', '--expose-gc', ...profile] })
  child.send(task)
  const { url } = await answer<{ url: string }>(child)
  const ask = async (question: keyof Answers) => {
    child.send(question)
    return (await answer<{ figure: number }>(child)).figure
  }
  return {
    url,
    publish: () => ask('publish'),
    cpuMicros: () => ask('cpu'),
    rssBytes: () => ask('rss'),
    longestStallMs: () => ask('stall'),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.disconnect()
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
export async function taskOfParent(): Promise<Task> {
  process.once('disconnect', () => process.exit())
  const [task] = (await once(process, 'message')) as [Task]
  return task
}

interface Answers {
  publish(): number
  cpu(): number
  rss(): Promise<number>
  stall(): number
}

/** What a forked server then does. */
export function serveParent(url: string, publish: () => void): void {
  const answers: Answers = {
    publish() {
      const publishedAtMs = monotonicMs()
      publish()
      return publishedAtMs
    },
    cpu() {
      const { user, system } = process.cpuUsage()
      return user + system
    },
    rss: rssAfterCollection,
    stall: longestStall(),
  }
  process.on('message', (question: keyof Answers) => {
    void Promise.resolve(answers[question]()).then((figure) => process.send?.({ figure }))
  })
  process.send?.({ url })
}

/** Collected until nothing more goes: what a first collection finalizes, the next one frees. */
async function rssAfterCollection(): Promise<number> {
  for (let time = 0; time < 5; time += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return process.memoryUsage.rss()
}

function longestStall(): () => number {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  return () => {
    const { max } = delay
    delay.enable()
    delay.reset()
    return max / 1e6
  }
}
