import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { sleep } from '../soak/waiting.js'
import { startBuilt, type BuiltServer } from '../support/built-server.js'
import { median, quantile, rounded } from '../support/statistics.js'
import { attacks } from './attacks.js'

export interface Found {
  readonly isAlive: boolean
  readonly baseP99Ms: number
  readonly p99Ms: number
  readonly times: number
  readonly rssPeakMiB: number
  readonly rssAfterMiB: number
  readonly what: string
}

const calmSeconds = 15
/** A server grows for some two minutes after its start, also where nobody attacks it. */
const settleSeconds = 140
const askEveryMs = 20
/** A client that is not answered for so long counts as one that waited so long. */
const patienceMs = 20_000

/** What takes processor time is done one after the other, also where several servers are there at the same time. */
let lastTurn: Promise<unknown> = Promise.resolve()

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const turn = lastTurn.then(act)
  lastTurn = turn.catch(() => {})
  return turn
}

export interface Conditions {
  /** The most the old space may take in megabytes, or `default`: what Node gives it. */
  readonly heap: string
  readonly restSeconds: number
}

/**
 * Starts a server, lets a client ask it in peace, then during the attack, and looks at its memory all the time. Called several
 * times at once, one server is attacked while others settle or rest.
 */
export async function underAttack(name: string, { heap, restSeconds }: Conditions): Promise<Found> {
  const prepare = attacks[name]?.prepare
  await using server = await inTurn(() =>
    startBuilt({
      env: { TRUSTED_PROXIES: '127.0.0.1' },
      nodeFlags: heap === 'default' ? [] : [`--max-old-space-size=${heap}`],
      ...(prepare && { prepare }),
    }),
  )
  const client = new Client(server.url)
  await client.during(sleep(settleSeconds * 1_000))
  const attacked = await inTurn(() => attackedWhileAsking(name, server, client))
  await sleep(Math.max(0, restSeconds - calmSeconds) * 1_000)
  const after = watchMemory(server)
  await sleep(calmSeconds * 1_000)
  const rssAfter = after.stop()
  const isAlive = await client.ask().then(
    () => true,
    () => false,
  )
  const { base, during, rssBefore, rssDuring, what } = attacked
  const usualRss = median(rssBefore) ?? 0
  const more = (bytes: number | null) => rounded(((bytes ?? 0) - usualRss) / 1_048_576)
  const [baseP99Ms, p99Ms] = [quantile(base, 0.99) ?? 0, quantile(during, 0.99) ?? patienceMs]
  return {
    isAlive,
    baseP99Ms: rounded(baseP99Ms),
    p99Ms: rounded(p99Ms),
    times: rounded(p99Ms / baseP99Ms, 2),
    rssPeakMiB: more(Math.max(...rssDuring)),
    rssAfterMiB: more(median(rssAfter)),
    what,
  }
}

async function attackedWhileAsking(name: string, server: BuiltServer, client: Client) {
  const before = watchMemory(server)
  const base = await client.during(sleep(calmSeconds * 1_000))
  const rssBefore = before.stop()
  const memory = watchMemory(server)
  const attack = attackOf(name, server.url)
  const during = await client.during(attack)
  const rssDuring = memory.stop()
  return { base, during, rssBefore, rssDuring, what: await attack.catch((error: unknown) => String(error)) }
}

/** The attacker has a process of its own, so that what it costs itself does not hold up the client. */
async function attackOf(name: string, url: string): Promise<string> {
  const script = fileURLToPath(new URL('./attacker.ts', import.meta.url))
  const attacker = fork(script, [name, url], { execArgv: ['--import', 'tsx'] })
  const [what] = (await Promise.race([
    once(attacker, 'message'),
    once(attacker, 'exit').then(() => ['the attacker ended']),
  ])) as [string]
  attacker.kill('SIGKILL')
  return what
}

/** Asks for the market, one question after the other. */
class Client {
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(url: string) {
    this.#url = `${url}graphql`
  }

  /** How long each answer took while something went on, in milliseconds. */
  async during(something: Promise<unknown>): Promise<number[]> {
    let isOver = false
    const over = () => (isOver = true)
    something.then(over, over)
    const took: number[] = []
    while (!isOver) {
      const askedAt = performance.now()
      await this.ask().catch(() => {})
      took.push(performance.now() - askedAt)
      await sleep(askEveryMs)
    }
    return took
  }

  ask(): Promise<void> {
    const body = JSON.stringify({ query: '{ marketData { seq indexPriceUsd } }' })
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.1' }
    return new Promise((resolve, reject) => {
      const asked = request(
        this.#url,
        { method: 'POST', headers, agent: this.#agent, timeout: patienceMs },
        (answer) => {
          answer.resume()
          answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`))))
        },
      )
      asked.once('timeout', () => asked.destroy(new Error('No answer')))
      asked.once('error', reject)
      asked.end(body)
    })
  }
}

function rssOf({ pid }: BuiltServer): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024
}

/** Its resident memory every 50 ms: it goes up and down as garbage is collected, so one look would say little. */
function watchMemory(server: BuiltServer): { stop(): number[] } {
  const seen = [rssOf(server)]
  const timer = setInterval(() => {
    try {
      seen.push(rssOf(server))
    } catch {
      // It has ended, which the report says.
    }
  }, 50)
  return {
    stop() {
      clearInterval(timer)
      return seen
    },
  }
}
