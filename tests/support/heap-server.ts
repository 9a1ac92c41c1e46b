import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { asFollower } from './follower.js'
import { openMarket, ScriptedFeed } from './scripted-feed.js'
import { startServer, untilOpen } from './start-server.js'

/** A server in a process of its own with a market that stands still. */
export interface HeapServer extends AsyncDisposable {
  readonly wsUrl: string
  /** The heap of the process, when what nobody keeps is collected. */
  bytes(): Promise<number>
  /** The most memory that the process ever had. */
  peakBytes(): Promise<number>
}

export async function heapServer(): Promise<HeapServer> {
  const child = fork(fileURLToPath(import.meta.url), ['serve'], {
    execArgv: [...asFollower, '--expose-gc', '--import', 'tsx'],
  })
  const answer = async <T>() => ((await once(child, 'message')) as [T])[0]
  const wsUrl = await answer<string>()
  return {
    wsUrl,
    bytes() {
      child.send('bytes')
      return answer<number>()
    },
    peakBytes() {
      child.send('peakBytes')
      return answer<number>()
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

async function serve(): Promise<void> {
  const feed = new ScriptedFeed()
  const server = await startServer({ feed }, { AGENTS: 'none' })
  openMarket(feed)
  await untilOpen(server)
  process.on('message', (asked) => {
    if (asked === 'peakBytes') process.send?.(process.resourceUsage().maxRSS * 1_024)
    else void collected().then((bytes) => process.send?.(bytes))
  })
  process.send?.(server.wsUrl)
}

/** Collects until nothing more goes: what a first collection finalizes, the next one frees. */
async function collected(): Promise<number> {
  for (let time = 0; time < 5; time += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return process.memoryUsage().heapUsed
}

if (process.argv[2] === 'serve') await serve()
