import { fork } from 'node:child_process'
import { once } from 'node:events'
import { within } from '../support/within.js'
import type { Ask, Commands, Figures, Told } from './commands.js'

/** A server in a process of its own that does what it is told. */
export interface SoakServer extends AsyncDisposable {
  readonly wsUrl: string
  readonly httpUrl: string
  tell<C extends keyof Commands>(
    command: C,
    argument: Parameters<Commands[C]>[0],
  ): Promise<Awaited<ReturnType<Commands[C]>>>
  figures(): Promise<Figures>
  readonly isAlive: boolean
}

const startMs = 30_000
const answerMs = 300_000

export async function startSoakServer(): Promise<SoakServer> {
  const child = fork('bench/soak/soak-server.ts', { execArgv: ['--import', 'tsx', '--expose-gc'] })
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const [{ url }] = (await within(startMs, 'The start', once(child, 'message'))) as [{ url: string }]
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let asked = 0
  child.on('message', ({ number, answer }: Told) => {
    waiting.get(number)?.resolve(answer)
    waiting.delete(number)
  })
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`The server ended (${code ?? signal})`))
  })

  const tell: SoakServer['tell'] = async (command, argument) => {
    if (isOver()) throw new Error('The server has ended')
    const number = (asked += 1)
    const answer = new Promise((resolve, reject) => waiting.set(number, { resolve, reject }))
    child.send({ number, command, argument } satisfies Ask)
    return (await within(answerMs, command, answer)) as never
  }
  return {
    wsUrl: `${url.replace('http', 'ws')}graphql`,
    httpUrl: `${url}graphql`,
    tell,
    figures: () => tell('figures', null),
    get isAlive() {
      return !isOver()
    },
    async [Symbol.asyncDispose]() {
      if (isOver()) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
