import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../tests/support/free-port.js'
import { sleep } from '../soak/waiting.js'
import { startBuilt, type BuiltServer } from '../support/built-server.js'
import { median, quantile, rounded } from '../support/statistics.js'
import { AskingClient, patienceMs } from './asking-client.js'
import { attacks } from './attacks.js'
import { livingBytes } from './living-memory.js'
import { rssDuring } from './watch-memory.js'

/** What became of one server, compared with itself before the attack: its memory with that before the first attack. */
interface Course {
  readonly baseP99Ms: number
  readonly p99Ms: number
  readonly times: number
  readonly rssPeakMiB: number
  readonly rssAfterMiB: number
}

/** One attack. */
export interface Round {
  readonly attacked: Course
  /** The control: what became meanwhile of the server that nobody attacks. */
  readonly alone: Course
  readonly what: string
}

export interface Found {
  readonly name: string
  readonly isAlive: boolean
  /** What lives in the server in the end, less what lives in the one that was left alone. Null: it does not live. */
  readonly livesMoreMiB: number | null
  /** The same attack, again and again. */
  readonly rounds: readonly Round[]
}

export interface Conditions {
  /** The most the old space may take in megabytes, or `default`: what Node gives it. */
  readonly heap: string
  /** From the end of an attack until the memory is looked at for the last time before the next one. */
  readonly restSeconds: number
  /** An attack that adds no more to what remained before is the last. */
  readonly enoughMiB: number
}

export interface Listener {
  readonly onRound: (name: string, round: Round) => void
  readonly onFound: (found: Found) => void
}

/** What the first attacks leave may be room that V8 and malloc keep for later, so it says little. What each of so many adds is no such room. */
const mostRounds = 4
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
 * Starts a server for each attack and one that is left alone. They settle together, then they are attacked one after the other, each
 * of them again and again. A client asks the attacked server, and another one asks the server that is left alone at the same time: what the machine and
 * V8 do by themselves happens to both. Called again meanwhile, one group is attacked while the other settles or rests.
 */
export async function underAttack(
  names: readonly string[],
  conditions: Conditions,
  { onRound, onFound }: Listener,
): Promise<void> {
  const servers: BuiltServer[] = []
  const start = async (name?: string): Promise<Watched> => {
    const inspectorPort = await freePort()
    const server = await startServer({ heap: conditions.heap, inspectorPort }, name)
    servers.push(server)
    return { server, inspectorPort, client: new AskingClient(server.url) }
  }
  try {
    const { alone, attacked } = await inTurn(async () => {
      const [alone, ...others] = await Promise.all([start(), ...names.map((name) => start(name))])
      return { alone, attacked: names.map((name, index) => ({ name, one: others[index] as Watched })) }
    })
    const settling = sleep(settleSeconds * 1_000)
    await Promise.all(
      [alone, ...attacked.map(({ one }) => one)].map(({ client }) => client.during(settling, askSeldomMs)),
    )
    const all = attacked.map(async ({ name, one }) => {
      return { name, one, rounds: await attackedAgain(name, { one, alone }, conditions, onRound) }
    })
    const ends = await Promise.all(all)
    const livesAlone = await livingBytes(alone.inspectorPort)
    for (const { name, one, rounds } of ends) {
      const lives = (await isAlive(one)) ? await livingBytes(one.inspectorPort) : null
      const livesMoreMiB = lives === null ? null : rounded((lives - livesAlone) / 1_048_576)
      onFound({ name, isAlive: lives !== null, livesMoreMiB, rounds })
    }
  } finally {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
  }
}

interface Start extends Pick<Conditions, 'heap'> {
  readonly inspectorPort: number
}

function startServer({ heap, inspectorPort }: Start, name?: string): Promise<BuiltServer> {
  const prepare = name === undefined ? undefined : attacks[name]?.prepare
  return startBuilt({
    env: { TRUSTED_PROXIES: '127.0.0.1' },
    nodeFlags: [
      `--inspect=127.0.0.1:${inspectorPort}`,
      ...(heap === 'default' ? [] : [`--max-old-space-size=${heap}`]),
    ],
    ...(prepare && { prepare }),
  })
}

interface Watched {
  readonly server: BuiltServer
  readonly inspectorPort: number
  readonly client: AskingClient
}

function isAlive({ client }: Watched): Promise<boolean> {
  return client.ask().then(
    () => true,
    () => false,
  )
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

interface Pair {
  readonly one: Watched
  readonly alone: Watched
}

/** Attacks until one more attack adds nothing, and lets both rest after each time. */
async function attackedAgain(
  name: string,
  pair: Pair,
  { restSeconds, enoughMiB }: Conditions,
  onRound: Listener['onRound'],
): Promise<readonly Round[]> {
  const rounds: Round[] = []
  let usual: Both<Watch> | null = null
  while (rounds.length < mostRounds && !(addedMiB(rounds) <= enoughMiB)) {
    const attack = await inTurn(() => attackedWhileAsking(name, pair))
    usual ??= attack.before
    const over = roundOf(usual, attack, await rested(pair, restSeconds))
    onRound(name, over)
    rounds.push(over)
  }
  return rounds
}

async function attackedWhileAsking(name: string, { one, alone }: Pair): Promise<Attack> {
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

/** The memory in the last seconds of a rest. */
async function rested({ one, alone }: Pair, restSeconds: number): Promise<Both<readonly number[]>> {
  await sleep(Math.max(0, restSeconds - calmSeconds) * 1_000)
  const calm = sleep(calmSeconds * 1_000)
  return Promise.all([rssDuring(one.server, calm), rssDuring(alone.server, calm)])
}

function roundOf(usual: Both<Watch>, { before, during, what }: Attack, rssAfter: Both<readonly number[]>): Round {
  const course = (which: 0 | 1) =>
    courseOf(usual[which].rss, { before: before[which], during: during[which], rssAfter: rssAfter[which] })
  return { attacked: course(0), alone: course(1), what }
}

/** What the last attack added to what remained after the one before, less what the server alone grew. NaN: there was none before. */
export function addedMiB(rounds: readonly Round[]): number {
  const [before = NaN, last = NaN] = rounds
    .slice(-2)
    .map(({ attacked, alone }) => attacked.rssAfterMiB - alone.rssAfterMiB)
  return rounded(last - before)
}

interface Seen {
  readonly before: Watch
  readonly during: Watch
  readonly rssAfter: readonly number[]
}

function courseOf(rssUsual: readonly number[], { before, during, rssAfter }: Seen): Course {
  const usualRss = median(rssUsual) ?? 0
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
