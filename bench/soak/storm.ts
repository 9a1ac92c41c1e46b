import { flag } from '../support/flags.js'
import type { Row } from '../support/report.js'
import { yesOrNo, type Outcome } from './outcome.js'
import { startSoakServer } from './soak-process.js'
import { StreamSocket } from './stream-socket.js'
import { comesTrue, sleep, sleepUpTo, times } from './waiting.js'

/**
 * Subscriptions that begin and end at any moment while the market changes 200 times a second, `--subscribes=10000` over
 * `--clients=200` sockets. Each must begin with a state no older than any that was seen before it was asked for, and go
 * on with every change.
 */
const clients = flag('clients', 200)
const subscribes = flag('subscribes', 10_000)
const perSecond = 200
const mostPauseMs = 200
const mostLifeMs = 100
/** Whoever lives so long must have heard something. */
const quietMs = 3_000

/** One operation that most share, and some whose groups begin and end all the time. */
const fields = 'marketData { seq indexPriceUsd }'
const common = `subscription { ${fields} }`
const rare = Array.from({ length: 30 }, (_, index) => `subscription Rare${index} { ${fields} }`)
const paced = 'subscription { marketData(minIntervalMs: 20) { seq indexPriceUsd } }'
/** Published at most every 100 ms, while the contracts change as often as everything else. */
const chain = 'subscription { optionsChain(limit: 5) { seq underlyingPriceUsd } }'

type Kind = 'shared' | 'rare' | 'paced' | 'chain'

/** Faults by where they are: between the first event and the second, or later. */
class Verdict {
  subscriptions = 0
  events = 0
  heardNothing = 0
  staleFirst = 0
  boundaryGaps = 0
  boundaryRepeats = 0
  gaps = 0
  repeats = 0
  older = 0

  get faults(): number {
    const within = this.gaps + this.repeats + this.older
    return this.heardNothing + this.staleFirst + this.boundaryGaps + this.boundaryRepeats + within
  }
}

interface Following {
  readonly kind: Kind
  /** The newest that anybody had seen when it was asked for. */
  readonly floor: number
  events: number
  last: number
}

const verdicts: Readonly<Record<Kind, Verdict>> = {
  shared: new Verdict(),
  rare: new Verdict(),
  paced: new Verdict(),
  chain: new Verdict(),
}
/** What anybody has seen of the market data, and of the chain. */
const newest = { market: 0, chain: 0 }
const streamOf = (kind: Kind) => (kind === 'chain' ? 'chain' : 'market')

/** Every subscription of one socket by its id; none is forgotten, for events may still be on their way at its end. */
class Watcher {
  readonly #following = new Map<string, Following>()

  begin(id: string, kind: Kind): Following {
    const following: Following = { kind, floor: newest[streamOf(kind)], events: 0, last: 0 }
    this.#following.set(id, following)
    verdicts[kind].subscriptions += 1
    return following
  }

  readonly heard = (message: Buffer) => {
    const { id, type, payload } = JSON.parse(message.toString()) as Message
    if (type === 'complete') return
    const following = this.#following.get(id)
    const seq = Object.values(payload?.data ?? {})[0]?.seq
    if (type !== 'next' || seq === undefined || !following) throw new Error(`Not an event: ${message.toString()}`)
    judge(following, seq)
    const stream = streamOf(following.kind)
    newest[stream] = Math.max(newest[stream], seq)
  }
}

interface Message {
  readonly id: string
  readonly type: string
  readonly payload?: { readonly data?: Readonly<Record<string, { readonly seq: number }>> }
}

function judge(following: Following, seq: number): void {
  const verdict = verdicts[following.kind]
  const step = seq - following.last
  following.events += 1
  following.last = seq
  verdict.events += 1
  if (following.events === 1) {
    if (seq < following.floor) verdict.staleFirst += 1
  } else if (step < 0) verdict.older += 1
  else if (step === 0) verdict[following.events === 2 ? 'boundaryRepeats' : 'repeats'] += 1
  else if (step > 1 && following.kind !== 'paced') verdict[following.events === 2 ? 'boundaryGaps' : 'gaps'] += 1
}

function anyOperation(): { kind: Kind; query: string } {
  const chance = Math.random()
  if (chance < 0.6) return { kind: 'shared', query: common }
  if (chance < 0.7) return { kind: 'paced', query: paced }
  if (chance < 0.8) return { kind: 'chain', query: chain }
  return { kind: 'rare', query: rare[Math.floor(Math.random() * rare.length)] ?? common }
}

async function stormOn(stream: StreamSocket, watcher: Watcher): Promise<void> {
  for (let number = 0; number < subscribes / clients; number += 1) {
    await sleepUpTo(mostPauseMs)
    const id = String(number)
    const { kind, query } = anyOperation()
    const following = watcher.begin(id, kind)
    stream.subscribe(id, { query, variables: {} })
    // One in ten is over before it can have heard anything.
    if (Math.random() >= 0.1) {
      if (!(await comesTrue(quietMs, () => following.events > 0))) verdicts[kind].heardNothing += 1
      await sleepUpTo(kind === 'chain' ? 5 * mostLifeMs : mostLifeMs)
    }
    stream.complete(id)
  }
}

export async function storm(): Promise<Outcome> {
  await using server = await startSoakServer()
  const open: { stream: StreamSocket; watcher: Watcher }[] = []
  await times(clients, 20, async () => {
    const watcher = new Watcher()
    open.push({ watcher, stream: await new StreamSocket({ url: server.wsUrl, heard: watcher.heard }).init() })
  })
  await server.tell('keepPublishing', perSecond)
  const begun = performance.now()
  await Promise.all(open.map(({ stream, watcher }) => stormOn(stream, watcher)))
  const seconds = (performance.now() - begun) / 1_000
  await server.tell('stop', null)
  await sleep(500)
  const { conflated, closedAsSlow, members, groups } = await server.figures()
  for (const { stream } of open) stream[Symbol.dispose]()
  const rows = Object.entries(verdicts).map(([kind, verdict]): Row => {
    return { case: kind, ...verdict, bar: '0 faults', holds: yesOrNo(verdict.faults === 0) }
  })
  const rest: Row = {
    case: 'server afterward',
    subscriptions: members,
    groups,
    conflated,
    closedAsSlow,
    seconds: Math.round(seconds),
    changes: newest.market,
    bar: '0 left',
    holds: yesOrNo(members === 0 && groups === 0 && closedAsSlow === 0),
  }
  return { headings: { heardNothing: 'heard nothing', staleFirst: 'first was old' }, rows: [...rows, rest] }
}
