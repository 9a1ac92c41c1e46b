import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sleep } from '../soak/waiting.js'
import { startBuilt, type BuiltServer } from '../support/built-server.js'
import { median, quantile, rounded } from '../support/statistics.js'
import { AskingClient, patienceMs } from './asking-client.js'
import { attacks } from './attacks.js'
import { rssDuring } from './watch-memory.js'

/** What became of one server, compared with itself before the attack. */
interface Course {
  readonly baseP99Ms: number
  readonly p99Ms: number
  readonly times: number
  readonly rssPeakMiB: number
  readonly rssAfterMiB: number
}

export interface Found {
  readonly name: string
  readonly isAlive: boolean
  readonly attacked: Course
  /** The control: what became meanwhile of the server that nobody attacks. */
  readonly alone: Course
  readonly what: string
}

export interface Conditions {
  /** The most the old space may take in megabytes, or `default`: what Node gives it. */
  readonly heap: string
  /** From the end of an attack until its memory was looked at for the last time. */
  readonly restSeconds: number
}

const calmSeconds = 15
/** A server grows for some two minutes after its start, also where nobody attacks it. */
const settleSeconds = 140
const askEveryMs = 20
/** Often enough that V8 compiles what answers, and little work where many servers settle. */
const askSeldomMs = 200

/** What takes processor time is done one after the other, also where several groups of servers are there at the same time. */
let lastTurn: Promise<unknown> = Promise.resolve()

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const turn = lastTurn.then(act)
  lastTurn = turn.catch(() => {})
  return turn
}

/**
 * Starts a server for each attack and one that is left alone. They settle together, then they are attacked one after the other.
 * A client asks the attacked server, and another one asks the server that is left alone at the same time: what the machine and
 * V8 do by themselves happens to both. Called again meanwhile, one group is attacked while the other settles or rests.
 */
export async function underAttack(
  names: readonly string[],
  conditions: Conditions,
  onFound: (found: Found) => void,
): Promise<void> {
  const servers: BuiltServer[] = []
  const start = async (name?: string): Promise<Watched> => {
    const server = await startServer(conditions.heap, name)
    servers.push(server)
    return { server, client: new AskingClient(server.url) }
  }
  try {
    const { alone, attacked } = await inTurn(async () => {
      const alone = await start()
      const attacked = new Map<string, Watched>()
      for (const name of names) attacked.set(name, await start(name))
      return { alone, attacked }
    })
    const settling = sleep(settleSeconds * 1_000)
    await Promise.all([alone, ...attacked.values()].map(({ client }) => client.during(settling, askSeldomMs)))
    const ends: Promise<void>[] = []
    for (const [name, one] of attacked) {
      const attack = await inTurn(() => attackedWhileAsking(name, one, alone))
      ends.push(rested({ one, alone }, conditions.restSeconds).then((rest) => onFound(foundOf(name, attack, rest))))
    }
    await Promise.all(ends)
  } finally {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
  }
}

function startServer(heap: string, name?: string): Promise<BuiltServer> {
  const prepare = name === undefined ? undefined : attacks[name]?.prepare
  return startBuilt({
    env: { TRUSTED_PROXIES: '127.0.0.1' },
    nodeFlags: heap === 'default' ? [] : [`--max-old-space-size=${heap}`],
    ...(prepare && { prepare }),
  })
}

interface Watched {
  readonly server: BuiltServer
  readonly client: AskingClient
}

/** What both servers did while something went on: the attacked one, then the one that is left alone. */
type Both<T> = readonly [attacked: T, alone: T]

interface Watch {
  readonly tookMs: readonly number[]
  readonly rss: readonly number[]
}

async function watch({ server, client }: Watched, something: Promise<unknown>): Promise<Watch> {
  const [tookMs, rss] = await Promise.all([client.during(something, askEveryMs), rssDuring(server, something)])
  return { tookMs, rss }
}

interface Attack {
  readonly before: Both<Watch>
  readonly during: Both<Watch>
  readonly what: string
}

async function attackedWhileAsking(name: string, one: Watched, alone: Watched): Promise<Attack> {
  const calm = sleep(calmSeconds * 1_000)
  const before = await Promise.all([watch(one, calm), watch(alone, calm)])
  const attack = attackOf(name, one.server.url)
  const during = await Promise.all([watch(one, attack), watch(alone, attack)])
  return { before, during, what: await attack.catch((error: unknown) => String(error)) }
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

interface Rest {
  readonly isAlive: boolean
  readonly rss: Both<readonly number[]>
}

/** Looks at the memory again after a rest, and ends the attacked server. */
async function rested({ one, alone }: { one: Watched; alone: Watched }, restSeconds: number): Promise<Rest> {
  await sleep(Math.max(0, restSeconds - calmSeconds) * 1_000)
  const calm = sleep(calmSeconds * 1_000)
  const rss = await Promise.all([rssDuring(one.server, calm), rssDuring(alone.server, calm)])
  const isAlive = await one.client.ask().then(
    () => true,
    () => false,
  )
  await one.server[Symbol.asyncDispose]()
  return { isAlive, rss }
}

function foundOf(name: string, { before, during, what }: Attack, { isAlive, rss }: Rest): Found {
  const attacked = courseOf(before[0], during[0], rss[0])
  const alone = courseOf(before[1], during[1], rss[1])
  return { name, isAlive, attacked, alone, what }
}

function courseOf(before: Watch, during: Watch, rssAfter: readonly number[]): Course {
  const usualRss = median(before.rss) ?? 0
  const more = (bytes: number | null) => rounded(((bytes ?? 0) - usualRss) / 1_048_576)
  const [baseP99Ms, p99Ms] = [quantile(before.tookMs, 0.99) ?? 0, quantile(during.tookMs, 0.99) ?? patienceMs]
  return {
    baseP99Ms: rounded(baseP99Ms),
    p99Ms: rounded(p99Ms),
    times: rounded(p99Ms / baseP99Ms, 2),
    rssPeakMiB: more(Math.max(...during.rss)),
    rssAfterMiB: more(median(rssAfter)),
  }
}
