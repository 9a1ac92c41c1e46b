import { gather, type Audience } from '../support/audience.js'
import { forkServer, type Forked, type Task } from '../support/forked.js'
import { audienceOptions, ours, type Entry } from './entries.js'
import type { Result } from './results.js'

export interface Contest {
  readonly entries: readonly Entry[]
  readonly clients: number
  /** What a socket subscribes to, where the entry does not say otherwise. */
  readonly queries: readonly string[]
  /** Of each server over all rounds. */
  readonly events: number
  readonly rounds: number
  /** From one event to the next at least; the same for all, for pauses make any server dearer. */
  readonly paceMs: number
}

const sampledEvents = 20
const warmUpEvents = 10
/** Enough for our folding to be compiled, as it is after minutes of a market. */
const idleWarmUpEvents = 2_000
const idleEvents = 30

/** The texts that our server sends to one reader of these queries: what the others are to send. */
export async function sample(queries: readonly string[], paceMs: number): Promise<Task> {
  await using server = await forkServer(ours.script)
  using audience = await gather({ ...audienceOptions(ours, 1, queries), url: server.url, keepTexts: true })
  const events: (readonly string[])[] = []
  for (let event = 0; event < sampledEvents; event += 1) {
    await publishOnce(server, audience, paceMs)
    events.push(audience.newest())
  }
  return { events }
}

/** What has to move for these subscriptions; a broadcast would not be asked to do more. */
function movesFor(queries: readonly string[]): NonNullable<Task['moves']> {
  const some = (field: string) => queries.some((query) => query.includes(field))
  return { index: some('marketData'), options: some('optionsChain') }
}

/** Starts all servers, warms them up, and lets them take turns, the order of a round reversed in the next. */
export async function hold(contest: Contest): Promise<ReadonlyMap<string, Result>> {
  const task: Task = { ...(await sample(contest.queries, contest.paceMs)), moves: movesFor(contest.queries) }
  const stands: Stand[] = []
  try {
    for (const entry of contest.entries) stands.push(await Stand.open(entry, contest, task))
    for (let round = 0; round < contest.rounds; round += 1) {
      for (const stand of round % 2 === 0 ? stands : [...stands].reverse()) await stand.play()
    }
    return new Map(stands.map((stand) => [stand.name, stand.result()]))
  } finally {
    for (const stand of stands) await stand[Symbol.asyncDispose]()
  }
}

export async function publishOnce(server: Forked, audience: Audience, paceMs: number): Promise<number> {
  const paced = new Promise((resolve) => setTimeout(resolve, paceMs))
  const [lastAtMs, publishedAtMs] = await Promise.all([audience.allHaveNext(), server.publish()])
  if (paceMs > 0) await paced
  return lastAtMs - publishedAtMs
}

class Stand implements AsyncDisposable {
  readonly #microsPerDelivery: number[] = []
  readonly #lastMs: number[] = []
  #wireBytes = 0

  private constructor(
    readonly name: string,
    private readonly server: Forked,
    private readonly audience: Audience,
    private readonly contest: Contest,
    private readonly idleMicrosPerEvent: number,
  ) {}

  static async open(entry: Entry, contest: Contest, task: Task): Promise<Stand> {
    const server = await forkServer(entry.script, { ...task, ...entry.task })
    const idle = await idleMicros(server, contest.paceMs)
    const audience = await gather({ ...audienceOptions(entry, contest.clients, contest.queries), url: server.url })
    for (let event = 0; event < warmUpEvents; event += 1) await publishOnce(server, audience, contest.paceMs)
    return new Stand(entry.name, server, audience, contest, idle)
  }

  async play(): Promise<void> {
    const { events, rounds, paceMs } = this.contest
    const count = Math.ceil(events / rounds)
    const bytesBefore = this.audience.wireBytes()
    const microsBefore = await this.server.cpuMicros()
    for (let event = 0; event < count; event += 1)
      this.#lastMs.push(await publishOnce(this.server, this.audience, paceMs))
    const micros = (await this.server.cpuMicros()) - microsBefore
    this.#microsPerDelivery.push(micros / (count * this.audience.messages))
    this.#wireBytes += this.audience.wireBytes() - bytesBefore
  }

  result(): Result {
    return {
      name: this.name,
      messages: this.audience.messages,
      idleMicrosPerEvent: this.idleMicrosPerEvent,
      microsPerDelivery: this.#microsPerDelivery,
      wireBytesPerDelivery: this.#wireBytes / (this.#lastMs.length * this.audience.messages),
      lastMs: this.#lastMs,
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.audience[Symbol.dispose]()
    await this.server[Symbol.asyncDispose]()
  }
}

/** What the same publishes cost the server while nobody listens. */
async function idleMicros(server: Forked, paceMs: number): Promise<number> {
  for (let event = 0; event < idleWarmUpEvents; event += 1) await server.publish()
  const before = await server.cpuMicros()
  for (let event = 0; event < idleEvents; event += 1) {
    await server.publish()
    if (paceMs > 0) await new Promise((resolve) => setTimeout(resolve, paceMs))
  }
  return ((await server.cpuMicros()) - before) / idleEvents
}
